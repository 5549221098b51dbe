package ai.hermes.sessions.connection;

import ai.hermes.sessions.wire.ErrorAnswer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes no more requests while those are finished that were under way when the service was told to end. The server
 * itself goes on to answer, and waits for whatever it answers, so that one busy client could use up all the time that
 * there is. Health is told to the last.
 */
@Singleton
final class Draining {

    /** Behind the filter that adds headers to all answers, before those that refuse. */
    private static final int PRIORITY = 10_550;

    private static final int RETRY_SECONDS = 3;
    private static final ErrorAnswer ENDING = new ErrorAnswer(
            "The service is ending. Please try again in a moment.",
            "service_ending",
            Map.of("retry_after_seconds", RETRY_SECONDS));
    /** Whoever follows a stream comes again by itself after an answer like this, and would not after an error. */
    private static final Buffer COME_AGAIN = Buffer.buffer("retry: " + RETRY_SECONDS * 1000 + "\n\n");

    private final Buffer refusal;
    private final Duration delay;
    private final Vertx vertx;
    /** Answers that would never end: nobody but their clients ends the streams of the agents' tools. */
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

    private volatile Optional<Long> from = Optional.empty();

    @Inject
    Draining(ObjectMapper json, Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay)
            throws JsonProcessingException {
        this.refusal = Buffer.buffer(json.writeValueAsBytes(ENDING));
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    /** Within the delay requests are taken: balancers need it to learn that there is nobody here soon. */
    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        from = Optional.of(System.nanoTime() + delay.toNanos());
        vertx.setTimer(Math.max(1, delay.toMillis() + 1), due -> streams.forEach(Stream::end));
    }

    private void filter(RoutingContext context) {
        boolean draining = from.filter(it -> System.nanoTime() - it >= 0).isPresent();
        if (draining && !probe(context.normalizedPath())) {
            refuse(context);
        } else {
            if (stream(context)) {
                follow(context);
            }
            context.next();
        }
    }

    private static boolean probe(String path) {
        return path.equals("/health") || path.startsWith("/q/");
    }

    private static boolean stream(RoutingContext context) {
        String path = context.normalizedPath();
        return context.request().method().equals(HttpMethod.GET) && (path.equals("/mcp") || path.equals("/mcp/sse"));
    }

    private void follow(RoutingContext context) {
        Stream stream = new Stream(
                context.response(),
                vertx.getOrCreateContext(),
                context.request().connection());
        streams.add(stream);
        context.addEndHandler(end -> streams.remove(stream));
    }

    private void refuse(RoutingContext context) {
        // Nobody will read the body.
        context.request().resume();
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains("text/event-stream")) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .end(COME_AGAIN);
        } else {
            context.response()
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_SECONDS))
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                    .end(refusal);
        }
    }

    /** An answer, and the event loop that writes it. */
    private record Stream(HttpServerResponse response, Context loop, HttpConnection connection) {

        void end() {
            loop.runOnContext(now -> {
                if (!response.ended()) {
                    response.end();
                }
                connection.close();
            });
        }
    }
}
