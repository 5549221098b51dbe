package ai.hermes.sessions.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a connection may be borrowed. */
@ConfigMapping(prefix = "hermes.lease")
public interface LeaseConfig {

    /** Time from borrowing a connection to the interruption of whatever it does, for each purpose. */
    Deadline deadline();

    /** How long an interrupted reader may take to give its connection back, before its store is set aside as hung. */
    @WithDefault("1S")
    Duration grace();

    /** Deadlines by purpose. */
    interface Deadline {

        /** One read for the list of conversations. A list is built by several short reads. */
        @WithDefault("2S")
        Duration list();

        /** One window of messages. */
        @WithDefault("5S")
        Duration transcript();

        /** The readiness probe. */
        @WithDefault("1S")
        Duration health();

        /** The deadline of a purpose; {@link Purpose#WATCH} has none and answers an unreachable time. */
        default Duration of(Purpose purpose) {
            return switch (purpose) {
                case LIST -> list();
                case TRANSCRIPT -> transcript();
                case HEALTH -> health();
                case WATCH -> Duration.ofDays(36_500);
            };
        }
    }
}
