package ai.hermes.sessions.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much searches may take. */
@ConfigMapping(prefix = "hermes.search")
interface SearchConfig {

    /** Searches that run at a time; as many again wait a moment, others are refused at once. */
    @WithDefault("4")
    int maxConcurrent();

    /** How long a search waits for its turn. */
    @WithDefault("2S")
    Duration patience();

    /** How long one search may take over all profiles; then it answers with what it has. */
    @WithDefault("10S")
    Duration deadline();

    /** For how long one request scans messages; the next one goes on from there. */
    @WithDefault("2S")
    Duration scanTime();
}
