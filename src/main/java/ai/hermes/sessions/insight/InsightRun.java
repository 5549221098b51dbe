package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.Cancellation;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Works for a client as long as it waits, on a thread of its own, when it is its turn. */
@Singleton
class InsightRun {

    private final InsightGate gate;

    @Inject
    InsightRun(InsightGate gate) {
        this.gate = gate;
    }

    /** Starts it from a thread that must not wait. */
    <T> Uni<T> start(RoutingContext request, Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        request.addEndHandler(end -> cancellation.cancel());
        if (request.response().closed()) {
            cancellation.cancel();
        }
        Context context = Context.current();
        return Uni.createFrom()
                .item(() -> context.wrapSupplier(() -> gate.enter(cancellation, () -> work.apply(cancellation)))
                        .get())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
