package ai.hermes.sessions.health;

import java.time.Duration;

/** Something that is looked at from time to time. Two checks of the same thing are equal. */
interface Check {

    /** A name for logs and probes. */
    String name();

    /** Whether the life of the process hangs on it. Such checks never wait for the others. */
    boolean vital();

    /** Time between the beginnings of two looks. */
    Duration interval();

    /** How long a look may take. It has to keep to this itself; one that does not is told of as stuck. */
    Duration deadline();

    /** Looks once, in a thread of the prober. */
    Finding look();
}
