package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.login.Keys;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Ends streams whose login or token is no longer good; other requests are too short to outlive one. */
@Singleton
final class OpenStreams {

    private static final Duration LOOKED_THROUGH = Duration.ofMinutes(1);

    private final Keys keys;
    private final Map<RoutingContext, String> open = new ConcurrentHashMap<>();

    @Inject
    OpenStreams(Keys keys) {
        this.keys = keys;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        keys.listen(this::endThoseWithoutKey);
        // Keys that end by themselves tell nobody.
        vertx.setPeriodic(LOOKED_THROUGH.toMillis(), timer -> endThoseWithoutKey());
    }

    /** Follows a request to its end, if it is for a stream. */
    void follow(RoutingContext context, Caller caller) {
        if (caller.key().isPresent() && new RequestView(context).streams()) {
            open.put(context, caller.key().get());
            context.addEndHandler(end -> open.remove(context));
        }
    }

    private void endThoseWithoutKey() {
        open.forEach((context, key) -> {
            if (!keys.good(key)) {
                context.request().connection().close();
            }
        });
    }
}
