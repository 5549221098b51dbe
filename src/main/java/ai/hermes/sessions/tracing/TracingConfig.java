package ai.hermes.sessions.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions as traces. */
@ConfigMapping(prefix = "hermes.tracing")
interface TracingConfig {

    /** Base address of the collector that sessions are sent to, by OTLP over HTTP. Without it none is. */
    Optional<URI> endpoint();

    /** Further base addresses that an administrator may name in a request; no others are ever asked. */
    Optional<List<URI>> allowedEndpoints();

    /** Headers for {@link #endpoint}, such as {@code Authorization}. Never sent to others. */
    Map<String, String> headers();

    /** One request to a collector. */
    @WithDefault("10S")
    Duration timeout();

    /** Conversations in one file, or sent by one request. */
    @WithDefault("5000")
    int maxConversations();

    /** Characters of one text, where texts are wanted. */
    @WithDefault("4096")
    int maxText();
}
