package ai.hermes.sessions.security;

import ai.hermes.sessions.telemetry.Names.Metric;
import ai.hermes.sessions.wire.ErrorAnswer;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refuses requests for the API, and calls of agents' tools, while too many are worked on: an answer at once is better
 * than one after a minute.
 */
@Singleton
final class BusyGuard implements Handler<RoutingContext> {

    private static final ErrorAnswer BUSY = new ErrorAnswer(
            "The service is busy. Please try again in a moment.", "service_busy", Map.of("retry_after_seconds", 1));

    private final Refusals refusals;
    private final int limit;
    private final AtomicInteger open = new AtomicInteger();
    private final LongCounter refused;

    @Inject
    BusyGuard(Refusals refusals, RequestConfig config, Meter meter) {
        this.refusals = refusals;
        this.limit = config.maxConcurrent();
        this.refused = meter.counterBuilder(Metric.REQUESTS_REFUSED)
                .setDescription("Requests that were refused because too many were worked on")
                .setUnit("{request}")
                .build();
        refused.add(0);
    }

    @Override
    public void handle(RoutingContext context) {
        if (!counts(context)) {
            context.next();
        } else if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            refused.add(1);
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            refusals.answer(context, 503, BUSY);
        } else {
            context.addEndHandler(end -> open.decrementAndGet());
            context.next();
        }
    }

    /**
     * A stream lasts for hours and does no work meanwhile. A list is made once however many ask for it, and how many
     * different ones are made is limited where that is done.
     */
    private static boolean counts(RoutingContext context) {
        RequestView request = new RequestView(context);
        String path = context.normalizedPath();
        if (path.equals("/mcp") || path.startsWith("/mcp/")) {
            return !request.reads();
        }
        String plain = request.plainPath();
        return path.startsWith("/api/")
                && !plain.equals("/api/sessions")
                && !plain.endsWith("/events")
                && !plain.endsWith("/stream");
    }
}
