package ai.hermes.sessions.health;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the background prober looks at what health is told of. Asking for health never causes a look. */
@ConfigMapping(prefix = "hermes.health")
public interface HealthConfig {

    /** Whether the port really answers. */
    Pace port();

    /** How many descriptors are open. */
    Descriptors descriptors();

    /** Whether the threads that serve requests are free, memory suffices and telemetry is taken. */
    Pace process();

    /** Whether the lists show what the stores hold. */
    ListLag list();

    /** Whether there is room for what the service keeps itself. */
    Disk disk();

    /** Whether what people add can be kept. */
    Annotations annotations();

    /** Whether the stores answer. How long a store may take is ruled by {@code hermes.lease.deadline.health}. */
    Pace store();

    /** When to look, and for how long. */
    interface Pace {

        /** Time between two looks. Without a result for three of these and the deadline, the check counts as failed. */
        @WithDefault("5S")
        Duration interval();

        /** How long a look may take. */
        @WithDefault("3S")
        Duration deadline();
    }

    /** When to look, and when to write. */
    interface Annotations extends Pace {

        /**
         * How often the service writes to its own database, where there is one, to see that it can. After a change that
         * failed it tries with each look, until it works again.
         */
        @WithDefault("5M")
        Duration writeInterval();
    }

    /** When to look, and what to say. */
    interface Descriptors extends Pace {

        /** Per cent of the limit from which on the process is told to be in danger. */
        @WithDefault("70")
        int warnPercent();

        /** Per cent of the limit from which on the process counts as not alive. */
        @WithDefault("95")
        int failPercent();
    }

    /** When to look, and how far a list may lag behind. */
    interface ListLag extends Pace {

        /**
         * For how long the list of the default profile may not show what its store holds. Beyond it the service is not
         * ready; half of it is told as a warning.
         */
        @WithDefault("1M")
        Duration maxLag();
    }

    /** When to look, and what to say. */
    interface Disk extends Pace {

        /** Free space below which it is told. */
        @WithDefault("1G")
        MemorySize warnFree();

        /** Free space below which it counts as full. */
        @WithDefault("100M")
        MemorySize failFree();
    }
}
