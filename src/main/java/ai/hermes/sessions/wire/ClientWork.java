package ai.hermes.sessions.wire;

import ai.hermes.sessions.store.Cancellation;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Works for a client for as long as it waits. */
public final class ClientWork {

    private ClientWork() {}

    /**
     * Starts the work on a thread of its own, from a thread that must not wait.
     *
     * @param request whose end, or whose client's leaving, ends the reads of the work
     */
    public static <T> Uni<T> start(RoutingContext request, Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        request.addEndHandler(end -> cancellation.cancel());
        if (request.response().closed()) {
            cancellation.cancel();
        }
        Context context = Context.current();
        return Uni.createFrom()
                .<T>emitter(waiting -> {
                    try {
                        waiting.complete(context.wrapSupplier(() -> work.apply(cancellation))
                                .get());
                    } catch (CancellationException e) {
                        // Who has left is told nothing. An interrupted read of one who is there is an answer.
                        if (!cancellation.cancelled()) {
                            waiting.fail(e);
                        }
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
