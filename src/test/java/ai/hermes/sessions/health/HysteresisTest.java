package ai.hermes.sessions.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HysteresisTest {

    private static final Finding GOOD = Finding.pass();
    private static final Finding SO_SO = Finding.warn(Problem.PROBE_FAILED, Map.of());
    private static final Finding BAD = Finding.fail(Problem.PROBE_FAILED, Map.of());
    private static final Finding PROVEN = Finding.certainFail(Problem.PROBE_FAILED);

    @Test
    void theFirstLookCountsAtOnce() {
        // when
        List<Level> levels = settle(BAD);

        // then
        assertThat(levels).containsExactly(Level.FAIL);
    }

    @Test
    void itGoesDownAtTheThirdFailureInARow() {
        // when
        List<Level> levels = settle(GOOD, BAD, BAD, BAD);

        // then
        assertThat(levels).containsExactly(Level.PASS, Level.PASS, Level.PASS, Level.FAIL);
    }

    @Test
    void aGoodLookBetweenFailuresBeginsTheCountAnew() {
        // when
        List<Level> levels = settle(GOOD, BAD, BAD, GOOD, BAD, BAD);

        // then
        assertThat(levels).doesNotContain(Level.FAIL);
    }

    @Test
    void itComesUpAtTheSecondGoodLookInARow() {
        // when
        List<Level> levels = settle(BAD, GOOD, BAD, GOOD, GOOD);

        // then
        assertThat(levels).containsExactly(Level.FAIL, Level.FAIL, Level.FAIL, Level.FAIL, Level.PASS);
    }

    @Test
    void aCertainFailureCountsAtOnce() {
        // when
        List<Level> levels = settle(GOOD, PROVEN);

        // then
        assertThat(levels).endsWith(Level.FAIL);
    }

    @Test
    void aWarningIsToldAtOnceAndTakesNothingDown() {
        // when
        List<Level> levels = settle(GOOD, SO_SO, GOOD);

        // then
        assertThat(levels).containsExactly(Level.PASS, Level.WARN, Level.PASS);
    }

    private static List<Level> settle(Finding... findings) {
        Hysteresis hysteresis = new Hysteresis();
        return Stream.of(findings).map(hysteresis::settle).toList();
    }
}
