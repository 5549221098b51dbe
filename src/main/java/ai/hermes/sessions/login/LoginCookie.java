package ai.hermes.sessions.login;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;

/** The cookie of a login. No script can read it, and no other site's page can have it sent along with a change. */
@Singleton
final class LoginCookie {

    private final AuthConfig config;

    @Inject
    LoginCookie(AuthConfig config) {
        this.config = config;
    }

    String name() {
        return config.cookie();
    }

    /** The cookie with that secret. */
    NewCookie of(String secret, Visit visit) {
        return cookie(
                secret, (int) Math.min(Integer.MAX_VALUE, config.loginLength().toSeconds()), visit);
    }

    /** The cookie that makes a browser forget it. */
    NewCookie none(Visit visit) {
        return cookie("", 0, visit);
    }

    private NewCookie cookie(String value, int maxAge, Visit visit) {
        return new NewCookie.Builder(config.cookie())
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(visit.secure() || config.secureCookie())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
