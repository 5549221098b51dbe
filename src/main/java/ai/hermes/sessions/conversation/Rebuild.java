package ai.hermes.sessions.conversation;

import java.util.Locale;

/** How a list is brought up to date. */
enum Rebuild {
    /** All is read: at the start, and when another file took the store's place. */
    FULL,
    /** What is new is read. */
    INCREMENTAL,
    /** Rows are compared with what they were. */
    COMPARISON;

    /** The value of the label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
