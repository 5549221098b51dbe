package ai.hermes.sessions.security;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How callers prove that they may use the service. */
@ConfigMapping(prefix = "hermes.auth")
public interface AuthConfig {

    /**
     * The token that callers send as {@code Authorization: Bearer}: 16 characters or more, without blanks. Without one,
     * everybody who can reach the port may read all sessions, so the service then listens on this machine only.
     */
    Optional<String> token();

    /** A file that holds the token, in place of {@code hermes.auth.token}. Read once, at the start. */
    Optional<Path> tokenFile();
}
