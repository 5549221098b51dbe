package ai.hermes.sessions.session;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How opened conversations are answered. */
@ConfigMapping(prefix = "hermes.detail")
public interface DetailConfig {

    /** Windows of messages that are kept in memory, to be shown, marked as old, while their store cannot be read. */
    @WithDefault("16M")
    MemorySize cacheSize();
}
