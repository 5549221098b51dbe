package ai.hermes.sessions.lease;

import java.util.Locale;

/** What a borrowed connection holds of its database at this moment. */
public enum LeaseState {
    /** Nothing: it is idle in somebody's hand, or its transaction has not touched the database yet. */
    IDLE,
    /** A statement that runs or has rows left. Its snapshot pins the log. */
    CURSOR_OPEN,
    /** A transaction that has read or written. Its snapshot pins the log, and a write keeps other writers out. */
    TRANSACTION_OPEN;

    /** The state's name in answers and metrics, such as {@code cursor_open}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
