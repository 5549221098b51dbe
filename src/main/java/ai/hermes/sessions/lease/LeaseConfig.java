package ai.hermes.sessions.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a connection may be borrowed, and what happens to one that is borrowed for longer. */
@ConfigMapping(prefix = "hermes.lease")
public interface LeaseConfig {

    /**
     * Time from borrowing a connection to the warning that it is held long, for each purpose. Never later than the
     * deadline.
     */
    Warn warn();

    /** Time from borrowing a connection to the interruption of whatever it does, for each purpose. */
    Deadline deadline();

    /**
     * Whether a connection that is still held some time after its deadline is taken away from its holder. If not, its
     * statements are interrupted, and that is all.
     */
    @WithDefault("true")
    boolean reclaim();

    /** Time from the deadline to the reclaim, in which an interrupted holder may give its connection back. */
    @WithDefault("250MS")
    Duration reclaimAfter();

    /**
     * How long an interrupted reader may take to give its connection back, before its store is set aside as hung. To be
     * longer than {@link #reclaimAfter}.
     */
    @WithDefault("1S")
    Duration grace();

    /**
     * Share of the leases, from 0 to 1, for which the stack of the borrower is kept. Where a route was late once, with
     * the same purpose, all stacks are kept from then on.
     */
    @WithDefault("0.01")
    double stackSampling();

    /** When a lease of a purpose is long-held. */
    default Duration warnAfter(Purpose purpose) {
        Duration warn = warn().of(purpose);
        Duration deadline = deadline().of(purpose);
        return warn.compareTo(deadline) < 0 ? warn : deadline;
    }

    /** Warning thresholds by purpose. */
    interface Warn {

        /** One read for the list of conversations. */
        @WithDefault("1S")
        Duration list();

        /** One window of messages. */
        @WithDefault("2S")
        Duration transcript();

        /** One read of a search. */
        @WithDefault("2S")
        Duration search();

        /** One read for figures. */
        @WithDefault("2S")
        Duration insight();

        /** The readiness probe. */
        @WithDefault("500MS")
        Duration health();

        /** One change of what people added to conversations. */
        @WithDefault("1S")
        Duration annotation();

        /** Bringing the tables of the service's own database up to date. */
        @WithDefault("30S")
        Duration migration();

        /** Work that did not say what it is. */
        @WithDefault("1S")
        Duration undeclared();

        /** The threshold of a purpose; {@link Purpose#WATCH} has none and answers an unreachable time. */
        default Duration of(Purpose purpose) {
            return switch (purpose) {
                case LIST -> list();
                case TRANSCRIPT -> transcript();
                case SEARCH -> search();
                case INSIGHT -> insight();
                case HEALTH -> health();
                case ANNOTATION -> annotation();
                case MIGRATION -> migration();
                case UNDECLARED -> undeclared();
                case WATCH -> NEVER;
            };
        }
    }

    /** Deadlines by purpose. */
    interface Deadline {

        /** One read for the list of conversations. A list is built by several short reads. */
        @WithDefault("2S")
        Duration list();

        /** One window of messages. */
        @WithDefault("5S")
        Duration transcript();

        /** One read of a search. */
        @WithDefault("5S")
        Duration search();

        /** One read for figures. They are added up by many short reads. */
        @WithDefault("5S")
        Duration insight();

        /** The readiness probe. */
        @WithDefault("1S")
        Duration health();

        /** One change of what people added to conversations. It may have to wait for another process. */
        @WithDefault("10S")
        Duration annotation();

        /** Bringing the tables of the service's own database up to date. */
        @WithDefault("5M")
        Duration migration();

        /** Work that did not say what it is. */
        @WithDefault("5S")
        Duration undeclared();

        /** The deadline of a purpose; {@link Purpose#WATCH} has none and answers an unreachable time. */
        default Duration of(Purpose purpose) {
            return switch (purpose) {
                case LIST -> list();
                case TRANSCRIPT -> transcript();
                case SEARCH -> search();
                case INSIGHT -> insight();
                case HEALTH -> health();
                case ANNOTATION -> annotation();
                case MIGRATION -> migration();
                case UNDECLARED -> undeclared();
                case WATCH -> NEVER;
            };
        }
    }

    /** Longer than a lease can last. */
    Duration NEVER = Duration.ofDays(36_500);
}
