package ai.hermes.sessions.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a caller says who it is. */
@ConfigMapping(prefix = "hermes.caller")
public interface CallerConfig {

    /**
     * The cookie that names the profile of a request: the variable {@code HERMES_WEBUI_PROFILE_COOKIE_NAME} or this.
     */
    @WithDefault("${HERMES_WEBUI_PROFILE_COOKIE_NAME:hermes_profile}")
    String profileCookie();
}
