package ai.hermes.sessions.search;

import ai.hermes.sessions.store.Cancellation;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Runs a search for as long as its client waits for it. */
@Singleton
class SearchRun {

    private final SearchGate gate;

    @Inject
    SearchRun(SearchGate gate) {
        this.gate = gate;
    }

    /** Starts a search on a thread of its own, from a thread that must not wait. */
    <T> Uni<T> start(RoutingContext request, Function<Cancellation, T> search) {
        Cancellation cancellation = new Cancellation();
        request.addEndHandler(end -> cancellation.cancel());
        if (request.response().closed()) {
            cancellation.cancel();
        }
        Context context = Context.current();
        return Uni.createFrom()
                .item(() -> context.wrapSupplier(() -> gate.enter(() -> search.apply(cancellation)))
                        .get())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
