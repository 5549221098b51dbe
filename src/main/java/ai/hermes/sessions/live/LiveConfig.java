package ai.hermes.sessions.live;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Streams of changes. */
@ConfigMapping(prefix = "hermes.live")
public interface LiveConfig {

    /** The shortest time between two events; what changes within is told as one. */
    @WithDefault("100MS")
    Duration interval();

    /** How often something is sent where nothing changes, so that proxies leave the stream open. */
    @WithDefault("5S")
    Duration keepalive();

    /** After how long a client whose stream has ended should come again. */
    @WithDefault("3S")
    Duration retry();

    /** Streams that may be open at a time. */
    @WithDefault("1500")
    int maxClients();

    /**
     * How much of what was told is kept in memory, once for all, so that it can be repeated to clients that come again
     * or are slow. Those who have missed more are told to ask for the whole.
     */
    @WithDefault("4M")
    MemorySize replaySize();
}
