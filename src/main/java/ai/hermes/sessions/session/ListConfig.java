package ai.hermes.sessions.session;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How lists are answered. */
@ConfigMapping(prefix = "hermes.list")
public interface ListConfig {

    /**
     * Ready answers that are kept in memory. Sidebars ask for the same list again and again. The rows that they are
     * made of take up to half as much again.
     */
    @WithDefault("16M")
    MemorySize cacheSize();

    /**
     * How many conversations of a profile can be pinned at a time, of those that are on its list; until somebody
     * chooses another number.
     */
    @WithDefault("3")
    int pinnedLimit();
}
