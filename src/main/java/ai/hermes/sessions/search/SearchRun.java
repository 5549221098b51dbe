package ai.hermes.sessions.search;

import ai.hermes.sessions.store.Cancellation;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Runs a search for as long as its client waits for it. */
final class SearchRun {

    private SearchRun() {}

    /** Starts a search on a thread of its own, from a thread that must not wait. */
    static <T> Uni<T> start(RoutingContext request, Function<Cancellation, T> search) {
        Cancellation cancellation = new Cancellation();
        request.addEndHandler(end -> cancellation.cancel());
        if (request.response().closed()) {
            cancellation.cancel();
        }
        Context context = Context.current();
        return Uni.createFrom()
                .item(() ->
                        context.wrapSupplier(() -> search.apply(cancellation)).get())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
