package ai.hermes.sessions.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Whom the service answers. */
@ConfigMapping(prefix = "hermes.security")
public interface SecurityConfig {

    /**
     * Further names under which the service may be called, such as {@code sessions.example.org}, for a reverse proxy or
     * another name of this machine. Ports do not count. {@code localhost}, {@code 127.0.0.1}, {@code [::1]} and the
     * address that a connection arrives at are always allowed, other names never: a foreign site could point a name of
     * its own at this machine.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Further origins whose pages may use the service, such as {@code https://sessions.example.org}: the variable
     * {@code HERMES_WEBUI_ALLOWED_ORIGINS} or this. Their hosts count as allowed hosts.
     */
    @WithDefault("${HERMES_WEBUI_ALLOWED_ORIGINS:}")
    Optional<List<String>> allowedOrigins();
}
