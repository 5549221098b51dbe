package ai.hermes.sessions.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How lists are answered. */
@ConfigMapping(prefix = "hermes.list")
public interface ListConfig {

    /** Bytes of ready answers that are kept in memory. Sidebars ask for the same list again and again. */
    @WithDefault("16777216")
    long cacheBytes();
}
