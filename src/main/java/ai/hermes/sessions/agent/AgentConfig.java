package ai.hermes.sessions.agent;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The API server of the agent: where it is, and how much is asked of it. Without an address and a key nothing is. */
@ConfigMapping(prefix = "hermes.agent")
public interface AgentConfig {

    /** Address of the API server, such as {@code http://127.0.0.1:8642}. It serves the default profile. */
    Optional<String> url();

    /** The server's key ({@code API_SERVER_KEY} of the agent) for the default profile. */
    Optional<String> key();

    /** Servers of other profiles. Each profile has its own key; the key of one is never sent for another. */
    Map<String, OfProfile> profiles();

    /** How long one request may take, its answer included. */
    @WithDefault("10S")
    Duration timeout();

    /** The largest answer that is read; a larger one counts as none. */
    @WithDefault("1M")
    MemorySize maxAnswer();

    /** How many requests are under way at a time, over all profiles. */
    @WithDefault("4")
    int maxRequests();

    /** For how long it is believed what a server said it can do. After a failure it is asked again much sooner. */
    @WithDefault("1M")
    Duration capabilitiesAge();

    /** Where one profile is served. */
    interface OfProfile {

        /** Address of the profile's server; if not given {@code /p/} and its name at {@code hermes.agent.url}. */
        Optional<String> url();

        /** The key for this profile. */
        Optional<String> key();
    }
}
