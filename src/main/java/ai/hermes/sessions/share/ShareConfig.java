package ai.hermes.sessions.share;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What may be shared, and for how long. */
@ConfigMapping(prefix = "hermes.share")
public interface ShareConfig {

    /** For how long a share can be read after it was made or refreshed. */
    @WithDefault("P30D")
    Duration expiresAfter();

    /**
     * What the messages of one share may take. A larger conversation is not shared, since half of one would pass for
     * the whole.
     */
    @WithDefault("4M")
    MemorySize maxSize();
}
