package ai.hermes.sessions.webui;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the old web UI left behind, or still writes. */
@ConfigMapping(prefix = "hermes.webui")
public interface WebuiConfig {

    /**
     * The state folder of the old web UI: the variable {@code HERMES_WEBUI_STATE_DIR} or this; {@code webui} in the
     * agent's home if neither is given. It is only read.
     */
    @WithDefault("${HERMES_WEBUI_STATE_DIR:}")
    Optional<Path> stateDir();

    /** How often the folder is looked through for files that came, changed or went. */
    @WithDefault("5S")
    Duration scanInterval();

    /** The largest file that is read. Larger ones are told as skipped. */
    @WithDefault("64M")
    MemorySize maxFileSize();
}
