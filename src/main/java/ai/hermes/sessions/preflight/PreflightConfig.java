package ai.hermes.sessions.preflight;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which doubts of the start are known and accepted. */
@ConfigMapping(prefix = "hermes.preflight")
public interface PreflightConfig {

    /**
     * Look whether the service could start, say what was found, and end: with exit code 0, or 78 where it could not.
     * The command {@code preflight} sets it.
     */
    @WithDefault("false")
    boolean only();

    /**
     * Start although a store, or the service's own database, lies on a file system that several machines share. Safe
     * only where all who open the files run on the same machine and in the same kernel.
     */
    @WithDefault("false")
    boolean allowSharedFileSystems();
}
