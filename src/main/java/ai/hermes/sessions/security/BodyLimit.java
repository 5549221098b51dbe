package ai.hermes.sessions.security;

import ai.hermes.sessions.wire.ErrorAnswer;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that says it is too large before a byte of it is read. */
@Singleton
final class BodyLimit implements Handler<RoutingContext> {

    private final long limit;
    private final Refusals refusals;

    @Inject
    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, Refusals refusals) {
        this.limit = limit.asLongValue();
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        long length = length(context.request().getHeader(HttpHeaders.CONTENT_LENGTH));
        if (length <= limit) {
            context.next();
            return;
        }
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        context.addEndHandler(sent -> context.request().connection().close());
        refusals.answer(
                context,
                413,
                new ErrorAnswer(
                        "Request body too large (%d bytes, max %d)".formatted(length, limit),
                        "body_too_large",
                        Map.of()));
    }

    private static long length(String header) {
        return header == null ? 0 : Long.parseLong(header);
    }
}
