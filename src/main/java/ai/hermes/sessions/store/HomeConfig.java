package ai.hermes.sessions.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the agent lives. */
@ConfigMapping(prefix = "hermes")
public interface HomeConfig {

    /** The agent's home folder: the variable {@code HERMES_HOME}, else {@code ~/.hermes}. */
    @WithDefault("${HERMES_HOME:${user.home}/.hermes}")
    Path home();

    /** How often the home is looked through for profiles that came or went. */
    @WithDefault("5S")
    Duration profileScanInterval();

    /** In dev mode only: make a store with sample sessions under {@code target/} when the home has none. */
    @WithDefault("true")
    boolean sampleStore();
}
