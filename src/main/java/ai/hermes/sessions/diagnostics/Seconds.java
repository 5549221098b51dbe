package ai.hermes.sessions.diagnostics;

import java.time.Duration;
import java.time.Instant;

/** Times as they are written in answers: seconds, with three decimals. */
final class Seconds {

    private Seconds() {}

    static double of(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static double sinceEpoch(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
