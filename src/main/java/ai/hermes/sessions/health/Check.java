package ai.hermes.sessions.health;

/** Something that is looked at from time to time. Two checks of the same thing are equal. */
interface Check {

    /** A name for logs and probes. */
    String name();

    /** Whether the life of the process hangs on it. Such checks never wait for the others. */
    default boolean vital() {
        return false;
    }

    /**
     * The time between the beginnings of two looks, and how long one may take. It has to keep to that itself; one that
     * does not is told of as stuck.
     */
    HealthConfig.Pace pace();

    /** Looks once, in a thread of the prober. */
    Finding look();
}
