package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.preflight.StartupFinding.Severity;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineCheckTest {

    private static final Profile WORK = new Profile("work");

    @ParameterizedTest
    @CsvSource({"100, ERROR", "199, ERROR", "200, WARNING", "448, WARNING"})
    void tooFewDescriptorsAreToldAndFarTooFewAreRefused(long limit, Severity severity) {
        assertThat(MachineCheck.descriptors(limit, 64))
                .map(StartupFinding::severity)
                .contains(severity);
    }

    @ParameterizedTest
    @ValueSource(longs = {449, 4096, Long.MAX_VALUE})
    void enoughDescriptorsAreNotSpokenOf(long limit) {
        assertThat(MachineCheck.descriptors(limit, 64)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.3", "3.51.3.0", "3.54.1", "4.0.0"})
    void aVersionOfSqliteThatLosesNothingIsTaken(String version) {
        assertThat(MachineCheck.sqlite(version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.46.1", "3.51.2", "3.9.0"})
    void aVersionOfSqliteThatCanLoseRowsIsRefused(String version) {
        assertThat(MachineCheck.sqlite(version)).map(StartupFinding::severity).contains(Severity.ERROR);
    }

    @Test
    void theDriverThatIsBuiltInIsTaken() {
        assertThat(MachineCheck.sqlite(AgentStores.sqliteVersion())).isEmpty();
    }

    @Test
    void aClockThatWasNeverSetIsToldOf() {
        assertThat(MachineCheck.clock(Instant.EPOCH))
                .map(StartupFinding::severity)
                .contains(Severity.WARNING);
        assertThat(MachineCheck.clock(Instant.parse("2026-11-24T00:00:00Z"))).isEmpty();
    }

    @Test
    void whoCouldLockTheAgentOutIsRefused() {
        assertThat(HomeCheck.owner(WORK, OptionalInt.of(501), OptionalInt.of(502), true))
                .map(StartupFinding::severity)
                .contains(Severity.ERROR);
    }

    @Test
    void whoCanOnlyLookIsTold() {
        assertThat(HomeCheck.owner(WORK, OptionalInt.of(501), OptionalInt.of(502), false))
                .map(StartupFinding::severity)
                .contains(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource({"501, 501", "0, 501", ", 501", "501, "})
    void theOwnerItselfAndRootAndTheUnknownAreTaken(Integer user, Integer owner) {
        assertThat(HomeCheck.owner(WORK, known(user), known(owner), true)).isEmpty();
    }

    private static OptionalInt known(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
