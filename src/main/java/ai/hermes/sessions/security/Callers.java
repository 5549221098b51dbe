package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.login.AuthConfig;
import ai.hermes.sessions.login.Bearer;
import ai.hermes.sessions.login.Keys;
import ai.hermes.sessions.login.OidcIdentities;
import ai.hermes.sessions.login.Throttle;
import ai.hermes.sessions.login.Visit;
import ai.hermes.sessions.login.WaysIn;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Finds out who calls, by what a request shows. Never waits: it runs in the event loop. */
@Singleton
final class Callers {

    private static final int REMEMBERED = 10_000;

    private static final Logger LOG = Logger.getLogger(Callers.class);

    private final Keys keys;
    private final OidcIdentities identities;
    private final WaysIn ways;
    private final Throttle throttle;
    private final String cookie;
    /** Which tokens were good at which address: nobody there shuts out who has one. */
    private final Cache<Shown, Boolean> proven =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    @Inject
    Callers(Keys keys, OidcIdentities identities, WaysIn ways, Throttle throttle, AuthConfig config) {
        this.keys = keys;
        this.identities = identities;
        this.ways = ways;
        this.throttle = throttle;
        this.cookie = config.cookie();
    }

    /** Finds the caller of a request, and tells who it is. */
    void find(RoutingContext context, Consumer<Found> then) {
        RequestView request = new RequestView(context);
        Visit visit = Visit.of(context, cookie);
        if (ways.open()) {
            then.accept(Found.caller(Caller.OWNER));
            return;
        }
        Optional<String> bearer = Bearer.in(request.header(HttpHeaders.AUTHORIZATION));
        if (bearer.filter(identities::takes).isPresent()) {
            byProvider(context, visit, then);
        } else if (bearer.isPresent()) {
            then.accept(byToken(bearer.get(), visit));
        } else {
            then.accept(Found.caller(visit.login().flatMap(keys::login).orElse(Caller.ANYONE)));
        }
    }

    private Found byToken(String token, Visit visit) {
        Shown shown = new Shown(visit.address(), Bearer.digest(token));
        // Cookies and tokens of ours cannot be guessed; a token of the set-up is as good as whoever chose it.
        if (proven.getIfPresent(shown) == null && throttle.closed(visit.address())) {
            return new Found(Caller.ANYONE, throttle.begin(visit.address()));
        }
        Optional<Caller> caller = keys.token(token);
        if (caller.isPresent()) {
            proven.put(shown, Boolean.TRUE);
            return Found.caller(caller.get());
        }
        return new Found(Caller.ANYONE, throttle.begin(visit.address()));
    }

    /** A token of the provider's is signed; nobody can guess one, but looking at it costs something. */
    private void byProvider(RoutingContext context, Visit visit, Consumer<Found> then) {
        OptionalLong wait = throttle.begin(visit.address());
        if (wait.isPresent()) {
            then.accept(new Found(Caller.ANYONE, wait));
            return;
        }
        identities
                .of(context)
                .subscribe()
                .with(
                        found -> {
                            found.ifPresent(it -> throttle.succeeded(visit.address()));
                            then.accept(Found.caller(found.orElse(Caller.ANYONE)));
                        },
                        e -> {
                            LOG.debug("A token of the provider was refused", e);
                            then.accept(Found.caller(Caller.ANYONE));
                        });
    }

    /** A token at an address, by its digest. */
    private record Shown(String address, String digest) {}

    /**
     * Who calls.
     *
     * @param retryAfter how many seconds to wait, for who was wrong too often
     */
    record Found(Caller caller, OptionalLong retryAfter) {

        static Found caller(Caller caller) {
            return new Found(caller, OptionalLong.empty());
        }
    }
}
