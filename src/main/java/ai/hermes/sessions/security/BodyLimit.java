package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.wire.ErrorAnswer;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that says it is too large before a byte of it is read. Who is not known has little to say, and says
 * beforehand how much it is.
 */
@Singleton
final class BodyLimit implements Handler<RoutingContext> {

    private static final long OF_STRANGERS = 64 * 1024;

    private final long limit;
    private final Refusals refusals;

    @Inject
    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, Refusals refusals) {
        this.limit = limit.asLongValue();
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        boolean known = CallerAccess.of(context).known();
        String told = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        long most = known ? limit : Math.min(limit, OF_STRANGERS);
        if (!known && told == null && open(context.request())) {
            refuse(
                    context,
                    411,
                    new ErrorAnswer("The length of the body has to be told beforehand", "length_required", Map.of()));
        } else if (length(told) > most) {
            refuse(
                    context,
                    413,
                    new ErrorAnswer(
                            "Request body too large (%d bytes, max %d)".formatted(length(told), most),
                            "body_too_large",
                            Map.of()));
        } else {
            context.next();
        }
    }

    /** Whether there may be a body without an end. */
    private static boolean open(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? request.method() == HttpMethod.POST
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private void refuse(RoutingContext context, int status, ErrorAnswer answer) {
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        context.addEndHandler(sent -> context.request().connection().close());
        refusals.answer(context, status, answer);
    }

    private static long length(String header) {
        return header == null ? 0 : Long.parseLong(header);
    }
}
