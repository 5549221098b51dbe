package ai.hermes.sessions.store;

import io.smallrye.config.SmallRyeConfigBuilder;
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
}
