package ai.hermes.sessions.watchdog;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * What happens when the process is stuck. Kubernetes asks for liveness and restarts by itself; launchd and systemd only
 * see whether a process runs.
 */
@ConfigMapping(prefix = "hermes.watchdog")
public interface WatchdogConfig {

    /**
     * Whether the process ends itself, with exit code 70, when it is not alive, so that its supervisor restarts it. Off
     * by default: without a supervisor nobody would.
     */
    @WithDefault("false")
    boolean enabled();

    /** For how long liveness may be down before that. */
    @WithDefault("5S")
    Duration patience();

    /** How many records of earlier ends are kept in the folder {@code blackbox} of the service's own data. */
    @WithDefault("5")
    int blackBoxes();

    /** The largest size of such a record. */
    @WithDefault("2M")
    MemorySize blackBoxSize();
}
