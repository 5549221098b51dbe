package ai.hermes.sessions.login;

import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.caller.ForwardedPrefix;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The page on which people log in. Programs use {@link LoginResource}. */
@Path("/login")
@Produces("text/html; charset=utf-8")
@Needs(Role.ANYONE)
public class LoginPageResource {

    private final Logins logins;
    private final LoginPage page;
    private final LoginCookie cookie;
    private final WaysIn ways;
    private final Passwords passwords;
    private final OidcConfig oidc;
    private final CallerAccess access;
    private final RoutingContext request;

    @Inject
    LoginPageResource(
            Logins logins,
            LoginPage page,
            LoginCookie cookie,
            WaysIn ways,
            Passwords passwords,
            OidcConfig oidc,
            CallerAccess access,
            RoutingContext request) {
        this.logins = logins;
        this.page = page;
        this.cookie = cookie;
        this.ways = ways;
        this.passwords = passwords;
        this.oidc = oidc;
        this.access = access;
        this.request = request;
    }

    /** The page; where the caller is in already, the way on. */
    @GET
    @NonBlocking
    @Operation(hidden = true)
    public Response page(@QueryParam("next") Optional<String> next, @QueryParam("refused") Optional<String> refused) {
        return access.caller().known()
                ? onwards(LoginPage.next(next)).build()
                : page(200, LoginPage.next(next), refused.map(it -> "Your account has no access to these sessions."));
    }

    /** Logs in, and goes on to where the caller wanted to go. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response login(@FormParam("password") Optional<String> password, @FormParam("next") Optional<String> next) {
        String target = LoginPage.next(next);
        Visit visit = Visit.of(request, cookie.name());
        try {
            return ways.open()
                    ? onwards(target).build()
                    : onwards(target)
                            .cookie(cookie.of(
                                    logins.in(password.map(String::strip).orElse(""), visit), visit))
                            .build();
        } catch (ApiException e) {
            return page(e.status(), target, Optional.of(e.getMessage()));
        }
    }

    /** Its colours and sizes. */
    @GET
    @Path("/login.css")
    @Produces("text/css; charset=utf-8")
    @NonBlocking
    @Operation(hidden = true)
    public Response style() {
        return Response.ok(page.style())
                .header(HttpHeaders.CACHE_CONTROL, "max-age=3600")
                .build();
    }

    private Response page(int status, String next, Optional<String> problem) {
        AuthStatus offered = AuthStatus.of(ways.open(), passwords.present(), oidc.enabled(), access.caller());
        return Response.status(status)
                .entity(page.html(offered, next, ForwardedPrefix.of(request.request()), problem))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response.ResponseBuilder onwards(String target) {
        return Response.seeOther(URI.create(ForwardedPrefix.of(request.request()) + target));
    }
}
