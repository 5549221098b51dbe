package ai.hermes.sessions.annotation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the service keeps what is its own. */
@ConfigMapping(prefix = "hermes")
public interface AnnotationConfig {

    /** Name of the folder in the agent's home. */
    String FOLDER = "hermes-sessions";

    /**
     * The folder for the service's own database: {@code hermes-sessions} in the agent's home if not given. It is made,
     * private to its user, when the first thing is to be kept.
     */
    Optional<Path> dataDir();

    /**
     * Keep nothing: what was added before is shown, each change is refused with 403, and the folder is left as it is.
     */
    @WithDefault("false")
    boolean readOnly();
}
