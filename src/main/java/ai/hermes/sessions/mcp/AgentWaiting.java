package ai.hermes.sessions.mcp;

import ai.hermes.sessions.store.Cancellation;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Ends the reads of a tool that its agent does not wait for any more. The protocol's side can only be asked. */
@Singleton
class AgentWaiting {

    private static final long LOOK_MILLIS = 100;

    private final Vertx vertx;

    @Inject
    AgentWaiting(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Works for as long as the agent waits for it.
     *
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    <T> T during(io.quarkiverse.mcp.server.Cancellation agent, Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        long timer = vertx.setPeriodic(LOOK_MILLIS, tick -> {
            if (agent.check().isRequested()) {
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
