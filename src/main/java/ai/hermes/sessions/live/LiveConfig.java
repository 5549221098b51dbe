package ai.hermes.sessions.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Streams of changes. */
@ConfigMapping(prefix = "hermes.live")
public interface LiveConfig {

    /** How often something is sent where nothing changes, so that proxies leave the stream open. */
    @WithDefault("5S")
    Duration keepalive();

    /** After how long a client whose stream has ended should come again. */
    @WithDefault("3S")
    Duration retry();

    /** Streams that may be open at a time. */
    @WithDefault("1500")
    int maxClients();
}
