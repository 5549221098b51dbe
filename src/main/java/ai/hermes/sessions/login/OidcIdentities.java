package ai.hermes.sessions.login;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Asks the extension of Quarkus for OpenID Connect who somebody is. It looks at signature, issuer, audience and time;
 * what then is said of the person is looked at by the {@link OidcClaims}.
 */
@Singleton
public final class OidcIdentities {

    private final HttpAuthenticator authenticator;
    private final OidcClaims claims;
    private final OidcConfig config;
    private final ObjectMapper json;

    @Inject
    OidcIdentities(HttpAuthenticator authenticator, OidcClaims claims, OidcConfig config, ObjectMapper json) {
        this.authenticator = authenticator;
        this.claims = claims;
        this.config = config;
        this.json = json;
    }

    /** Whether a token could be one of the provider's. */
    public boolean takes(String token) {
        return config.enabled() && token.chars().filter(it -> it == '.').count() == 2;
    }

    /**
     * Who sends a request. Never waits.
     *
     * @return the caller; empty where the request shows nothing; fails with what the extension makes of what is wrong,
     *     or with an {@link ApiException} where no rule lets the caller in
     */
    public Uni<Optional<Identified>> of(RoutingContext context) {
        return authenticator.attemptAuthentication(context).map(identity -> Optional.ofNullable(identity)
                .filter(it -> !it.isAnonymous())
                .map(this::identified));
    }

    /**
     * Somebody whom the provider knows.
     *
     * @param until when what the provider said of it ends
     */
    public record Identified(Caller caller, Instant until) {}

    private Identified identified(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            try {
                String body = token.getRawToken().split("\\.")[1];
                return new Identified(
                        claims.caller(
                                json.readTree(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8))),
                        Instant.ofEpochSecond(token.getExpirationTime()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a token that was verified is no JSON", e);
            }
        }
        throw new IllegalStateException("an identity without a token");
    }
}
