package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.StoreScripts;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores of all ages and in all conditions. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class StoreFaultsTest {

    private static final AtomicInteger PROFILES = new AtomicInteger();

    @Inject
    AgentStores stores;

    @Inject
    StoreReader reader;

    TestHome home;

    private Profile profile;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        profile = new Profile("ill-" + PROFILES.incrementAndGet());
        agent = AgentProcess.start();
    }

    @AfterEach
    void end() {
        agent.close();
        TestHome.remove(home.stateDb(profile.name()));
    }

    private AgentStore known() {
        return Awaitility.await()
                .until(() -> stores.of(profile), found -> found.isPresent())
                .orElseThrow();
    }

    private List<String> contents(AgentStore store) {
        return reader.read(
                store,
                Purpose.LIST,
                connection -> connection.list(
                        "SELECT content FROM messages JOIN sessions ON sessions.id = session_id",
                        row -> row.text("content")));
    }

    static List<Integer> versions() {
        return List.copyOf(StoreScripts.versions());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void storesOfAllVersionsAreRead(int version) {
        // given
        agent.create(home.stateDb(profile.name()), version).session("s1").message("s1", "user", "\u0000json:[]");
        // when
        List<String> contents = contents(known());
        // then
        assertThat(contents).containsExactly("\u0000json:[]");
    }

    @ParameterizedTest
    @EnumSource(Journal.class)
    void storesOfEachJournalModeAreRead(Journal journal) {
        // given
        agent.create(home.stateDb(profile.name()), 31, journal).session("s1").message("s1", "user", "hello");
        // when
        List<String> contents = contents(known());
        // then
        assertThat(contents).containsExactly("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY, EMPTY",
        "GARBAGE, NOT_A_DATABASE",
        "TRUNCATED, CORRUPT",
        "CUT_IN_A_PAGE, CORRUPT",
        "DIRECTORY, NOT_A_FILE",
        "FOREIGN, UNRECOGNISED",
        "HOT_JOURNAL, HOT_JOURNAL"
    })
    void anIllStoreIsTold(IllStore ill, StoreFault expected) {
        // given
        ill.put(home.stateDb(profile.name()));
        AgentStore store = known();
        // when
        StoreFault told = catchThrowableOfType(StoreFaultException.class, () -> contents(store))
                .fault();
        // then
        assertThat(told).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(value = IllStore.class)
    void aMendedStoreIsReadAgain(IllStore ill) {
        // given
        ill.put(home.stateDb(profile.name()));
        AgentStore store = known();
        Awaitility.await().until(() -> store.condition().fault().isPresent());
        // when
        TestHome.remove(home.stateDb(profile.name()));
        agent.create(home.stateDb(profile.name()), 31).session("s1").message("s1", "user", "mended");
        // then
        Awaitility.await()
                .ignoreException(StoreFaultException.class)
                .until(() -> contents(known()), List.of("mended")::equals);
    }
}
