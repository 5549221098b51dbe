package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;

/** Configuration with its defaults, for tests without an application. */
final class Configs {

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

    static LeaseConfig leases(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(properties)
                .addDiscoveredConverters()
                .withMapping(LeaseConfig.class)
                .build()
                .getConfigMapping(LeaseConfig.class);
    }

    static LeaseBook book() {
        return new LeaseBook(leases(Map.of()), List.of());
    }
}
