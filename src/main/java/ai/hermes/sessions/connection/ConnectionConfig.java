package ai.hermes.sessions.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many connections clients may have, and for how long a slow or idle one is kept. */
@ConfigMapping(prefix = "hermes.connections")
public interface ConnectionConfig {

    /**
     * Connections at a time; never more than 60 % of the descriptors that the process may have. At the limit the idlest
     * is closed, so that the next client, and each probe, gets in.
     */
    @WithDefault("2000")
    int max();

    /** For how long a connection may stay without a request. */
    @WithDefault("2M")
    Duration idleTimeout();

    /**
     * How long a client may take to send a request, its body included, and to open its mouth after it has connected.
     */
    @WithDefault("20S")
    Duration requestTimeout();

    /** For how long a client may take nothing of an answer that waits for it. */
    @WithDefault("30S")
    Duration answerTimeout();
}
