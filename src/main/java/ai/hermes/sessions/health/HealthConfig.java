package ai.hermes.sessions.health;

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

    /** When to look, and what to say. */
    interface Descriptors extends Pace {

        /** Per cent of the limit from which on the process is told to be in danger. */
        @WithDefault("70")
        int warnPercent();

        /** Per cent of the limit from which on the process counts as not alive. */
        @WithDefault("95")
        int failPercent();
    }
}
