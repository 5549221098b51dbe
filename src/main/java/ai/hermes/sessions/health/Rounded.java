package ai.hermes.sessions.health;

import java.time.Duration;

/** Times as they are written on the wire, with one decimal. */
final class Rounded {

    private Rounded() {}

    static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }

    static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 100_000.0) / 10.0;
    }
}
