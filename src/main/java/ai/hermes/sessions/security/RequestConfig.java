package ai.hermes.sessions.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is worked on at a time. */
@ConfigMapping(prefix = "hermes.requests")
public interface RequestConfig {

    /**
     * Requests for the API and calls of agents' tools that are worked on at a time, those that wait for a thread
     * included. Further ones are refused at once (503, to be tried again), so that none waits for long. Probes and
     * streams do not count, nor does the list, of which few different ones are made at a time.
     */
    @WithDefault("128")
    int maxConcurrent();
}
