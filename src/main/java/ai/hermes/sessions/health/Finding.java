package ai.hermes.sessions.health;

import java.util.Map;
import java.util.Optional;

/**
 * What one look has shown.
 *
 * @param level how well it is
 * @param problem what is not in order; empty when all is
 * @param certain whether one look is proof enough, as it is for a file that is not there; other failures count only
 *     after some in a row
 * @param figures what was measured, by name
 */
record Finding(Level level, Optional<Problem> problem, boolean certain, Map<String, Long> figures) {

    static Finding pass() {
        return pass(Map.of());
    }

    static Finding pass(Map<String, Long> figures) {
        return new Finding(Level.PASS, Optional.empty(), false, figures);
    }

    /** In order, with something that whoever looks should know. */
    static Finding pass(Problem note) {
        return new Finding(Level.PASS, Optional.of(note), false, Map.of());
    }

    static Finding warn(Problem problem, Map<String, Long> figures) {
        return new Finding(Level.WARN, Optional.of(problem), false, figures);
    }

    /** A failure that may pass by itself. */
    static Finding fail(Problem problem, Map<String, Long> figures) {
        return new Finding(Level.FAIL, Optional.of(problem), false, figures);
    }

    /** A failure that one look proves. */
    static Finding certainFail(Problem problem) {
        return new Finding(Level.FAIL, Optional.of(problem), true, Map.of());
    }
}
