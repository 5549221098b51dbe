package ai.hermes.sessions.copy;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may be copied. Copies lie in the service's own database. */
@ConfigMapping(prefix = "hermes.copy")
public interface CopyConfig {

    /** Messages of one copy. A longer conversation is not copied, since half of one would pass for the whole. */
    @WithDefault("50000")
    int maxMessages();

    /** What the messages of one copy may take. */
    @WithDefault("64M")
    MemorySize maxSize();

    /** What the messages of all copies together may take, those in the trash included. */
    @WithDefault("1G")
    MemorySize maxTotalSize();
}
