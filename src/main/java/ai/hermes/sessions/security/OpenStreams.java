package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.login.Keys;
import ai.hermes.sessions.login.WaysIn;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends streams when what their callers came in by is no longer good; other requests are too short to outlive it. A
 * stream is known by the head of its answer, whatever its address and whatever the request said to accept.
 */
@Singleton
final class OpenStreams {

    private static final Duration LOOKED_THROUGH = Duration.ofMinutes(1);

    private final Keys keys;
    private final WaysIn ways;
    private final Clock clock;
    private final Map<RoutingContext, Callers.Found> open = new ConcurrentHashMap<>();

    @Inject
    OpenStreams(Keys keys, WaysIn ways, Clock clock) {
        this.keys = keys;
        this.ways = ways;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        keys.listen(this::endThoseThatOutlived);
        // What ends by itself tells nobody.
        vertx.setPeriodic(LOOKED_THROUGH.toMillis(), timer -> endThoseThatOutlived());
    }

    /** Follows a request to its end, if a stream comes of it. */
    void follow(RoutingContext context, Callers.Found caller) {
        context.addHeadersEndHandler(begun -> begin(context, caller));
        context.addEndHandler(end -> open.remove(context));
    }

    private void begin(RoutingContext context, Callers.Found caller) {
        HttpServerResponse response = context.response();
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith("text/event-stream")) {
            open.put(context, caller);
            caller.until().ifPresent(it -> endAt(it, context));
            // It may have ended while the request was on its way, and so may the request.
            endIfOutlived(context, caller);
            if (response.closed()) {
                open.remove(context);
            }
        }
    }

    private void endAt(Instant until, RoutingContext context) {
        long millis = Math.max(1, Duration.between(clock.instant(), until).toMillis() + 1);
        context.vertx()
                .setTimer(
                        millis,
                        timer -> open.computeIfPresent(context, (stream, caller) -> {
                            endIfOutlived(stream, caller);
                            return caller;
                        }));
    }

    private void endThoseThatOutlived() {
        open.forEach(this::endIfOutlived);
    }

    private void endIfOutlived(RoutingContext context, Callers.Found caller) {
        if (!good(caller)) {
            context.request().connection().close();
        }
    }

    /** What has no key and no end of its own is the token of the set-up, which stays until the next start. */
    private boolean good(Callers.Found found) {
        Caller caller = found.caller();
        return caller.equals(Caller.OWNER)
                ? ways.open()
                : caller.key().map(keys::good).orElse(true)
                        && found.until().map(clock.instant()::isBefore).orElse(true);
    }
}
