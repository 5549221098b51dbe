package ai.hermes.sessions.health;

import java.time.Duration;
import java.util.Map;

/**
 * What is known of one check.
 *
 * @param name the check
 * @param level what the looks so far come to: one failure among good looks does not show here, the third in a row does
 * @param finding what the last look has shown
 * @param age time since the last look ended, or since the check is known if there was none
 * @param took how long the last look took
 * @param looked whether there was a look yet
 */
record CheckResult(String name, Level level, Finding finding, Duration age, Duration took, boolean looked) {

    /** For a check that the prober has not met yet. */
    static CheckResult pending(String name) {
        return pending(name, Duration.ZERO);
    }

    static CheckResult pending(String name, Duration age) {
        Finding finding = Finding.warn(Problem.NOT_LOOKED_YET, Map.of());
        return new CheckResult(name, Level.WARN, finding, age, Duration.ZERO, false);
    }

    /** Whether it is good enough to go on. */
    boolean up() {
        return level != Level.FAIL;
    }

    /** The result for people, in a line. */
    String line() {
        return "%s: %s, looked at %d ms ago%s"
                .formatted(
                        name,
                        level.word(),
                        age.toMillis(),
                        finding.problem()
                                .map(problem -> " (%s: %s)".formatted(problem.code(), problem.message()))
                                .orElse(""));
    }
}
