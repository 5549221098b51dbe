package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.login.AuthConfig;
import ai.hermes.sessions.login.Bearer;
import ai.hermes.sessions.login.Keys;
import ai.hermes.sessions.login.OidcIdentities;
import ai.hermes.sessions.login.Throttle;
import ai.hermes.sessions.login.Throttle.Way;
import ai.hermes.sessions.login.Visit;
import ai.hermes.sessions.login.WaysIn;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
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
        if (bearer.isPresent()) {
            byToken(context, bearer.get(), visit, then);
        } else {
            then.accept(Found.caller(visit.login().flatMap(keys::login).orElse(Caller.ANYONE)));
        }
    }

    private void byToken(RoutingContext context, String token, Visit visit, Consumer<Found> then) {
        Shown shown = new Shown(visit.address(), Bearer.digest(token));
        // Tokens that were made cannot be guessed; one of the set-up is as good as whoever chose it.
        if (proven.getIfPresent(shown) == null && throttle.closed(Way.TOKEN, visit.address())) {
            then.accept(wrong(visit));
            return;
        }
        Optional<Caller> own = keys.token(token);
        if (own.isEmpty() && identities.takes(token)) {
            identities
                    .of(context)
                    .subscribe()
                    .with(found -> then.accept(judge(found.map(Found::of), shown, visit)), e -> {
                        LOG.debug("A token of the provider was refused", e);
                        then.accept(wrong(visit));
                    });
        } else {
            then.accept(judge(own.map(Found::caller), shown, visit));
        }
    }

    private Found judge(Optional<Found> found, Shown shown, Visit visit) {
        found.ifPresent(it -> proven.put(shown, Boolean.TRUE));
        return found.orElseGet(() -> wrong(visit));
    }

    private Found wrong(Visit visit) {
        return new Found(Caller.ANYONE, throttle.begin(Way.TOKEN, visit.address()), Optional.empty());
    }

    /** A token at an address, by its digest. */
    private record Shown(String address, String digest) {}

    /**
     * Who calls.
     *
     * @param retryAfter how many seconds to wait, for who was wrong too often
     * @param until when what the caller showed ends by itself; empty where that is not written in it
     */
    record Found(Caller caller, OptionalLong retryAfter, Optional<Instant> until) {

        static Found caller(Caller caller) {
            return new Found(caller, OptionalLong.empty(), Optional.empty());
        }

        static Found of(OidcIdentities.Identified identified) {
            return new Found(identified.caller(), OptionalLong.empty(), Optional.of(identified.until()));
        }
    }
}
