package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Purpose;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How the agents' stores are read. */
@ConfigMapping(prefix = "hermes.store")
public interface StoreConfig {

    /** Readers at a time for one store, not counting the one that watches for changes. */
    @WithDefault("4")
    int maxReaders();

    /**
     * How many of them may do the same at a time, for what can take long. All of it together may have one fewer than
     * there are readers, if there are several, so that the list and the probe of a store never wait behind it.
     */
    ReadersFor readersFor();

    /**
     * Connections over all profiles together. Where it does not suffice for all, each store gets fewer readers, but two
     * at least, so that the list and the probe of a store never wait behind what takes long; then there may be three
     * connections for each store (with 22 profiles or more by default). Only where the process may not have the
     * descriptors for that, stores but the default profile's get one reader, for which all wait.
     */
    @WithDefault("64")
    int maxConnections();

    /** How long a read waits for a free reader before it is refused as busy. */
    @WithDefault("500MS")
    Duration acquisitionTimeout();

    /** How long SQLite waits for a lock before a read is tried again. Must lie well under the shortest deadline. */
    @WithDefault("100MS")
    Duration busyTimeout();

    /** How long an unused connection stays open. */
    @WithDefault("1M")
    Duration idleTimeout();

    /** After this time without use a borrowed connection is reported by the pool as leaked. */
    @WithDefault("10S")
    Duration leakTimeout();

    /** How often each store is asked whether somebody committed to it. Costs some microseconds. */
    @WithDefault("200MS")
    Duration watchInterval();

    /** Readers of one store by purpose. */
    interface ReadersFor {

        /** Reads of messages. */
        @WithDefault("3")
        int transcript();

        /** Searches. */
        @WithDefault("2")
        int search();

        /** Reads for figures. */
        @WithDefault("1")
        int insight();

        /** The limit of a purpose; empty where it may have all readers. */
        default OptionalInt of(Purpose purpose) {
            return switch (purpose) {
                case TRANSCRIPT -> OptionalInt.of(transcript());
                case SEARCH -> OptionalInt.of(search());
                case INSIGHT -> OptionalInt.of(insight());
                case LIST, HEALTH, WATCH, ANNOTATION, MIGRATION, UNDECLARED -> OptionalInt.empty();
            };
        }
    }
}
