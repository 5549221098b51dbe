package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.ClientWork;
import ai.hermes.sessions.wire.Turnstile;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;

/** Works for a client as long as it waits, on a thread of its own, when it is its turn. */
@Singleton
class InsightRun {

    /** Who looks at plots must not hold up who looks at sessions. */
    private final Turnstile gate;

    @Inject
    InsightRun(InsightConfig config) {
        this.gate = new Turnstile(config.maxConcurrent(), config.maxConcurrent(), config.patience(), InsightRun::busy);
    }

    private static ApiException busy() {
        return new ApiException(
                503,
                "insights_busy",
                "Too many figures are being added up. Please try again in a moment.",
                Map.of("retry_after_seconds", 1));
    }

    /** Starts it from a thread that must not wait. */
    <T> Uni<T> start(RoutingContext request, Function<Cancellation, T> work) {
        return ClientWork.start(request, cancellation -> gate.enter(cancellation, () -> work.apply(cancellation)));
    }
}
