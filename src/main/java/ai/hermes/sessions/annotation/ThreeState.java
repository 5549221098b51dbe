package ai.hermes.sessions.annotation;

/** What a person said about a flag of a conversation, or that nobody said anything. */
public enum ThreeState {
    /** Nobody said anything: the agent's value counts. */
    UNSET,
    /** Set, whatever the agent says. */
    YES,
    /** Not set, whatever the agent says. */
    NO;

    /** What was said. */
    public static ThreeState of(boolean value) {
        return value ? YES : NO;
    }

    /** The value: what was said, else the agent's. */
    public boolean orElse(boolean agents) {
        return this == UNSET ? agents : this == YES;
    }
}
