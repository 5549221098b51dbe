package ai.hermes.sessions.store;

import io.smallrye.config.SmallRyeConfigBuilder;

/** Configuration with its defaults, for tests without an application. */
final class Configs {

    private Configs() {}

    static StoreConfig store() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(StoreConfig.class)
                .build()
                .getConfigMapping(StoreConfig.class);
    }
}
