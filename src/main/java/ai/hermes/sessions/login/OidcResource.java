package ai.hermes.sessions.login;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.wire.ApiException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Lets a person log in at the provider of identities. Once the provider said who it is, the login is one of ours: it is
 * listed, ends and can be ended as any other, and the extension's own cookies are gone.
 */
@Path("/api/auth/oidc")
@Needs(Role.ANYONE)
public class OidcResource {

    private static final String[] FOREIGN_COOKIES = {"q_session", "q_auth"};

    private final OidcIdentities identities;
    private final HttpAuthenticator authenticator;
    private final OidcConfig config;
    private final Logins logins;
    private final LoginCookie cookie;
    private final CurrentVertxRequest request;

    @Inject
    OidcResource(
            OidcIdentities identities,
            HttpAuthenticator authenticator,
            OidcConfig config,
            Logins logins,
            LoginCookie cookie,
            CurrentVertxRequest request) {
        this.identities = identities;
        this.authenticator = authenticator;
        this.config = config;
        this.logins = logins;
        this.cookie = cookie;
        this.request = request;
    }

    /** Leads to the provider, and from there back to here and on. */
    @GET
    @Path("/start")
    @NonBlocking
    @Operation(summary = "Log in at the provider of identities")
    @APIResponse(responseCode = "302", description = "The provider's address; or the one to go on to, with the cookie")
    @APIResponse(responseCode = "400", description = "The request has a header Authorization")
    @APIResponse(responseCode = "404", description = "No provider is set up")
    public Uni<Response> start(@QueryParam("next") Optional<String> next) {
        if (!config.enabled()) {
            throw ApiException.notFound("No provider of identities is set up");
        }
        RoutingContext context = request.getCurrent();
        if (context.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            throw ApiException.badRequest(
                    "A program sends its token with each request; people log in here without one");
        }
        Visit visit = Visit.of(context, cookie.name());
        return identities
                .of(context)
                .onItem()
                .transformToUni(known -> known.isPresent()
                        ? let(context, known.get().caller(), visit, LoginPage.next(next))
                        : authenticator.getChallenge(context).map(OidcResource::challenge))
                .onFailure(AuthenticationRedirectException.class)
                .recoverWithItem(OidcResource::redirect)
                .onFailure(OidcResource::refusal)
                .recoverWithItem(() -> refused(context));
    }

    /** Where the provider sends people back to. */
    @GET
    @Path("/callback")
    @NonBlocking
    @Operation(summary = "Come back from the provider of identities")
    @APIResponse(responseCode = "302", description = "The address to go on to")
    @APIResponse(responseCode = "404", description = "No provider is set up")
    public Uni<Response> callback() {
        return start(Optional.empty());
    }

    private Uni<Response> let(RoutingContext context, Caller caller, Visit visit, String next) {
        return Uni.createFrom()
                .item(() -> logins.in(caller, visit))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(secret -> forgetting(context, found(next))
                        .cookie(cookie.of(secret, visit))
                        .build());
    }

    private static Response challenge(ChallengeData challenge) {
        Response.ResponseBuilder answer = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }

    private static Response redirect(AuthenticationRedirectException e) {
        return Response.status(e.getCode())
                .location(URI.create(e.getRedirectUri()))
                .build();
    }

    private static boolean refusal(Throwable e) {
        return e instanceof AuthenticationFailedException
                || e instanceof AuthenticationCompletionException
                || e instanceof ApiException;
    }

    private static Response refused(RoutingContext context) {
        return forgetting(context, found("/login?refused=1")).build();
    }

    private static Response.ResponseBuilder found(String target) {
        return Response.status(Response.Status.FOUND).location(URI.create(target));
    }

    private static Response.ResponseBuilder forgetting(RoutingContext context, Response.ResponseBuilder answer) {
        for (Cookie each : context.request().cookies()) {
            for (String foreign : FOREIGN_COOKIES) {
                if (each.getName().startsWith(foreign)) {
                    answer.cookie(new NewCookie.Builder(each.getName())
                            .value("")
                            .path("/")
                            .maxAge(0)
                            .httpOnly(true)
                            .build());
                }
            }
        }
        return answer;
    }
}
