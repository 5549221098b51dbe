package ai.hermes.sessions.lease;

/** What a connection is borrowed for. Each purpose has a deadline of its own, see {@link LeaseConfig.Deadline}. */
public enum Purpose {
    /** Reading what the list of conversations is projected from. */
    LIST,
    /** Reading the messages of one conversation. */
    TRANSCRIPT,
    /** The probe that asks whether the store answers at all. */
    HEALTH,
    /** The one reader that is kept to notice commits of others. It has no deadline: it is meant to be held. */
    WATCH;

    /** Whether a lease of this purpose is interrupted when it gets too old. */
    public boolean hasDeadline() {
        return this != WATCH;
    }
}
