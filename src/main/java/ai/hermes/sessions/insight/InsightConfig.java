package ai.hermes.sessions.insight;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much adding up figures may take. */
@ConfigMapping(prefix = "hermes.insight")
interface InsightConfig {

    /** Requests for figures that are worked on at a time; as many again wait a moment, others are refused at once. */
    @WithDefault("2")
    int maxConcurrent();

    /** How long one waits for its turn. */
    @WithDefault("2S")
    Duration patience();

    /** For how long one request reads messages or pages; the next one goes on from there. */
    @WithDefault("2S")
    Duration readTime();

    /** After this time all figures of a store are read anew, also those that seem unchanged. */
    @WithDefault("1H")
    Duration rereadAfter();

    /**
     * About how much memory the figures of all stores may take; beyond that those that were not asked for longest go.
     */
    @WithDefault("96M")
    MemorySize cacheSize();

    /** Pages of the largest table or index whose pages are counted; larger ones are told by what the others leave. */
    @WithDefault("50000")
    int countedPages();
}
