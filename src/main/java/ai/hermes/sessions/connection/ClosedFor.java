package ai.hermes.sessions.connection;

import java.util.Locale;

/** Why the service closes a connection. */
enum ClosedFor {
    /** Nobody used it for long. */
    IDLE,
    /** A request did not arrive in time. */
    SLOW_REQUEST,
    /** An answer was not taken in time. */
    SLOW_ANSWER,
    /** There were too many, and it was the idlest. */
    ROOM;

    /** The value of the metric's label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
