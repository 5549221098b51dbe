package ai.hermes.sessions.lease;

import java.util.Locale;

/** What a connection is borrowed for. Each purpose has thresholds of its own, see {@link LeaseConfig}. */
public enum Purpose {
    /** Reading what the list of conversations is projected from. */
    LIST,
    /** Reading the messages of one conversation. */
    TRANSCRIPT,
    /** Looking for words in messages. */
    SEARCH,
    /** Adding up what sessions used, and measuring a store. */
    INSIGHT,
    /** The probe that asks whether the store answers at all. */
    HEALTH,
    /** The one reader that is kept to notice commits of others. It has no deadline: it is meant to be held. */
    WATCH,
    /** Changing what people added to conversations, or reading all of it. */
    ANNOTATION,
    /** Bringing the tables of our own database up to date. */
    MIGRATION,
    /** Of code that went straight to the pool and did not say what for. */
    UNDECLARED;

    /** The purpose's name in answers and metrics, such as {@code list}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a lease of this purpose ends when it gets too old. */
    public boolean hasDeadline() {
        return this != WATCH;
    }
}
