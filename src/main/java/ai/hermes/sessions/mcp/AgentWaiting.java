package ai.hermes.sessions.mcp;

import ai.hermes.sessions.store.Cancellation;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Function;

/**
 * Ends the reads of a tool that its agent does not wait for any more, because it says so or because its connection is
 * gone. The protocol's side can only be asked, and a tool runs on a thread that may not touch the request's handlers,
 * so that both are looked at.
 */
@Singleton
class AgentWaiting {

    /** A search is to stop within 50 ms. */
    private static final long LOOK_MILLIS = 20;

    private final Vertx vertx;
    private final RoutingContext request;

    /** @param request the one at hand, whichever that is */
    @Inject
    AgentWaiting(Vertx vertx, RoutingContext request) {
        this.vertx = vertx;
        this.request = request;
    }

    /**
     * Works for as long as the agent waits for it.
     *
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    <T> T during(io.quarkiverse.mcp.server.Cancellation agent, Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        HttpServerResponse response = request.response();
        long timer = vertx.setPeriodic(LOOK_MILLIS, tick -> {
            if (response.closed() || agent.check().isRequested()) {
                cancellation.cancel();
            }
        });
        try {
            return work.apply(cancellation);
        } finally {
            vertx.cancelTimer(timer);
        }
    }
}
