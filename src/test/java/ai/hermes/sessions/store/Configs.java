package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;

/** Configuration with its defaults, for tests without an application. */
public final class Configs {

    private Configs() {}

    static StoreConfig store() {
        return store(Map.of());
    }

    static StoreConfig store(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(properties)
                .addDiscoveredConverters()
                .withMapping(StoreConfig.class)
                .build()
                .getConfigMapping(StoreConfig.class);
    }

    /** How long connections may be borrowed, with some defaults changed. */
    public static LeaseConfig leases(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(properties)
                .addDiscoveredConverters()
                .withMapping(LeaseConfig.class)
                .build()
                .getConfigMapping(LeaseConfig.class);
    }

    /** A book with the default deadlines, to be closed. */
    public static LeaseBook book() {
        return new LeaseBook(leases(Map.of()), List.of());
    }
}
