package ai.hermes.sessions.security;

import ai.hermes.sessions.wire.ErrorAnswer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Answers what failed outside of resources, in the one form of errors: requests so odd that the router takes them for
 * failed before any filter, such as one without a host, and accidents that no mapper took. Oddities are not logged:
 * whoever can send one can send a million.
 */
@Singleton
final class Failures implements Handler<RoutingContext> {

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final ErrorAnswer NOT_ROUTED = new ErrorAnswer("not found", "not_routed", Map.of());

    private final AnswerHeaders headers;
    private final Refusals refusals;

    @Inject
    Failures(AnswerHeaders headers, Refusals refusals) {
        this.headers = headers;
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        int status = context.statusCode();
        if (context.response().headWritten()) {
            context.next();
        } else if (status == 404) {
            answer(context, status, NOT_ROUTED);
        } else if (status >= 400 && status < 500) {
            String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
            answer(context, status, new ErrorAnswer(reason, "refused", Map.of()));
        } else {
            LOG.error("A request failed outside of a resource", context.failure());
            answer(context, 500, new ErrorAnswer("Internal server error", "internal", Map.of()));
        }
    }

    private void answer(RoutingContext context, int status, ErrorAnswer answer) {
        headers.complete(context);
        refusals.answer(context, status, answer);
    }

    /** Answers what no route took. */
    void notRouted(RoutingContext context) {
        refusals.answer(context, 404, NOT_ROUTED);
    }
}
