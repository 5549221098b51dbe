package ai.hermes.sessions.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private static final StartupFinding WARNING = StartupFinding.warning("hermes.a", "A is odd.", "Mend A.");
    private static final StartupFinding ERROR = StartupFinding.error("hermes.b", "B is wrong.", "Mend B.");
    private static final StartupFinding OTHER_ERROR = StartupFinding.error("hermes.c", "C is wrong.", "Mend C.");

    @Test
    void allErrorsOfAllChecksAreToldAtOnce() {
        // given
        Preflight preflight = new Preflight(List.of(() -> List.of(ERROR), () -> List.of(WARNING, OTHER_ERROR)), false);

        // when
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> preflight.run(new StartupEvent()))

                // then
                .withMessageContainingAll("hermes.b: B is wrong. Mend B.", "hermes.c: C is wrong. Mend C.");
    }

    @Test
    void warningsAloneLetItStart() {
        // given
        Preflight preflight = new Preflight(List.of(() -> List.of(WARNING), List::of), false);

        // then
        assertThatCode(() -> preflight.run(new StartupEvent())).doesNotThrowAnyException();
    }

    @Test
    void whatIsOnlyLookedForIsToldErrorsFirst() {
        // given
        Preflight preflight = new Preflight(List.of(() -> List.of(WARNING), () -> List.of(ERROR)), true);

        // when
        PreflightReport report = catchThrowableOfType(PreflightReport.class, () -> preflight.run(new StartupEvent()));

        // then
        assertThat(report.startable()).isFalse();
        assertThat(report.getMessage().lines())
                .containsExactly(
                        "error: hermes.b: B is wrong. Mend B.",
                        "warning: hermes.a: A is odd. Mend A.",
                        "Hermes Sessions would not start.");
    }

    @Test
    void whereNothingIsFoundThatIsSaid() {
        // given
        Preflight preflight = new Preflight(List.of(List::of), true);

        // when
        PreflightReport report = catchThrowableOfType(PreflightReport.class, () -> preflight.run(new StartupEvent()));

        // then
        assertThat(report.startable()).isTrue();
        assertThat(report).hasMessage("All is well. Hermes Sessions would start.");
    }
}
