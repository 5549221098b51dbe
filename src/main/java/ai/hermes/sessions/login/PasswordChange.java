package ai.hermes.sessions.login;

import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes the password by members of the request at hand, as clients know it of the settings. */
@RequestScoped
public class PasswordChange {

    private static final String SET = "_set_password";
    private static final String CLEAR = "_clear_password";
    private static final String CURRENT = "_current_password";
    private static final String PASSWORDLESS = "_passwordless";

    private final Logins logins;
    private final WaysIn ways;
    private final LoginCookie cookie;
    private final CallerAccess access;
    private final RoutingContext request;

    @Inject
    PasswordChange(Logins logins, WaysIn ways, LoginCookie cookie, CallerAccess access, RoutingContext request) {
        this.logins = logins;
        this.ways = ways;
        this.cookie = cookie;
        this.access = access;
        this.request = request;
    }

    /** Whether a body is about it. */
    public boolean wantedBy(JsonBody members) {
        return List.of(SET, CLEAR, CURRENT, PASSWORDLESS).stream().anyMatch(members::has);
    }

    /**
     * Makes the change. All logins with the password that was there end.
     *
     * @return the cookie of the caller's new login, or the one that makes the browser forget the old one
     * @throws ApiException 400 if nothing can be understood, 403 if the current password is wrong or the new one cannot
     *     be one, 409 where it may not be changed here, 429 after too many wrong ones, 501 for ways in that are not
     *     there
     */
    public NewCookie make(JsonBody members) {
        if (members.flag(PASSWORDLESS, false)) {
            throw new ApiException(501, "no_passkeys", "There are no passkeys here. Nothing was changed.", Map.of());
        }
        Visit visit = Visit.of(request, cookie.name());
        Optional<String> current = members.text(CURRENT);
        if (members.flag(CLEAR, false)) {
            if (!ways.besidesPassword()) {
                throw new ApiException(
                        409,
                        "last_way_in",
                        "Without the password nobody could come in. Make a token of the role admin that does not expire first.",
                        Map.of());
            }
            logins.clearPassword(access.caller(), current, visit);
            return cookie.none(visit);
        }
        String another = members.text(SET)
                .filter(it -> !it.isEmpty())
                .orElseThrow(() -> ApiException.badRequest("Missing required field(s): " + SET));
        return cookie.of(logins.setPassword(access.caller(), current, another, visit), visit);
    }
}
