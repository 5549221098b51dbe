package ai.hermes.sessions.login;

import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Logging in and out, as clients know it. */
@Path("/api/auth")
@Consumes(MediaType.WILDCARD)
@Needs(Role.ANYONE)
public class LoginResource {

    private final Logins logins;
    private final LoginCookie cookie;
    private final WaysIn ways;
    private final Passwords passwords;
    private final OidcConfig oidc;
    private final CallerAccess access;
    private final JsonBody.Reader bodies;
    private final RoutingContext request;

    @Inject
    LoginResource(
            Logins logins,
            LoginCookie cookie,
            WaysIn ways,
            Passwords passwords,
            OidcConfig oidc,
            CallerAccess access,
            JsonBody.Reader bodies,
            RoutingContext request) {
        this.logins = logins;
        this.cookie = cookie;
        this.ways = ways;
        this.passwords = passwords;
        this.oidc = oidc;
        this.access = access;
        this.bodies = bodies;
        this.request = request;
    }

    /** Whether a login is wanted, which ways there are, and who the caller is. */
    @GET
    @Path("/status")
    @Operation(summary = "Tell which ways in there are, and who calls")
    @APIResponse(responseCode = "200", description = "The ways in, and the caller")
    public AuthStatus status() {
        return AuthStatus.of(ways.open(), passwords.present(), oidc.enabled(), access.caller());
    }

    /** Logs in with the password, or with a token. */
    @POST
    @Path("/login")
    @Operation(summary = "Log in: password, which may be a token as well")
    @APIResponse(
            responseCode = "200",
            description = "The cookie is set, or none is needed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Done.class)))
    @APIResponse(responseCode = "400", description = "The password is missing")
    @APIResponse(responseCode = "401", description = "It is the wrong one")
    @APIResponse(responseCode = "429", description = "There were too many wrong ones")
    @APIResponse(responseCode = "503", description = "The login cannot be kept now")
    public RestResponse<Done> login(byte[] body) {
        if (ways.open()) {
            return RestResponse.ok(new Done(true, Optional.of("Auth not enabled")));
        }
        JsonBody members = bodies.read(body);
        String secret = members.text("password")
                .filter(it -> !it.isEmpty())
                .orElseThrow(() -> ApiException.badRequest("Missing required field(s): password"));
        Visit visit = visit();
        return RestResponse.ResponseBuilder.ok(new Done(true, Optional.empty()))
                .cookie(cookie.of(logins.in(secret, visit), visit))
                .build();
    }

    /** Logs out. It does no harm to who is not logged in. */
    @POST
    @Path("/logout")
    @Operation(summary = "Log out")
    @APIResponse(
            responseCode = "200",
            description = "The login has ended",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Done.class)))
    @APIResponse(responseCode = "503", description = "That cannot be kept now")
    public RestResponse<Done> logout() {
        Visit visit = visit();
        logins.out(access.caller(), visit);
        return RestResponse.ResponseBuilder.ok(new Done(true, Optional.empty()))
                .cookie(cookie.none(visit))
                .build();
    }

    private Visit visit() {
        return Visit.of(request, cookie.name());
    }

    /** @param message absent where there is nothing to say */
    record Done(
            boolean ok,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> message) {}
}
