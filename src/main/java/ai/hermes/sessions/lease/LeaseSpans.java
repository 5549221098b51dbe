package ai.hermes.sessions.lease;

import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Trace;
import ai.hermes.sessions.telemetry.SpanFlush;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.instrumentation.api.instrumenter.LocalRootSpan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells in the trace of the one who borrowed a connection that it is held for too long, while it still is.
 *
 * <p>Events of a span are sent when the span ends, which may be never; the request may be over; and its trace may not
 * be sampled. So each is told by a short span of its own, which ends at once, is always sampled and is sent at once.
 * The event on the span of the borrower, and the mark on the span of the request, are for those who look at the trace
 * later.
 */
@Singleton
public final class LeaseSpans implements LeaseListener {

    private final Tracer tracer;
    private final SpanFlush flush;

    @Inject
    LeaseSpans(Tracer tracer, SpanFlush flush) {
        this.tracer = tracer;
        this.flush = flush;
    }

    @Override
    public void longHeld(Lease lease) {
        Attributes attributes = describe(lease);
        begin(Trace.LONG_HELD, lease, attributes)
                .setAttribute(Label.LONG_HELD, true)
                .startSpan()
                .end();
        mark(lease, Trace.LONG_HELD, Label.LONG_HELD, attributes);
        flush.soon();
    }

    @Override
    public void reclaimed(Lease lease) {
        Attributes attributes =
                describe(lease).toBuilder().put(Label.ERROR, Trace.RECLAIMED).build();
        Span span = begin(Trace.RECLAIMED, lease, attributes)
                .setAttribute(Label.RECLAIMED, true)
                .startSpan();
        span.setStatus(StatusCode.ERROR, "The connection was not given back by its deadline and was taken back");
        span.end();
        mark(lease, Trace.RECLAIMED, Label.RECLAIMED, attributes);
        flush.soon();
    }

    /** In the thread that waited, before it goes on. */
    @Override
    public void waited(String pool, Duration time) {
        Instant now = Instant.now();
        tracer.spanBuilder(Trace.WAIT)
                .setStartTimestamp(now.minus(time))
                .setAttribute(Label.POOL, pool)
                .startSpan()
                .end(now);
    }

    private SpanBuilder begin(String name, Lease lease, Attributes attributes) {
        return tracer.spanBuilder(name)
                .setParent(lease.context())
                .setAttribute(Label.ALWAYS_SAMPLED, true)
                .setAllAttributes(attributes);
    }

    /** Has no effect on spans that are over. */
    private static void mark(Lease lease, String event, AttributeKey<Boolean> mark, Attributes attributes) {
        Span.fromContext(lease.context()).addEvent(event, attributes);
        LocalRootSpan.fromContext(lease.context()).setAttribute(mark, true);
    }

    private static Attributes describe(Lease lease) {
        AttributesBuilder attributes = Attributes.builder()
                .put(Label.LEASE_ID, lease.id())
                .put(Label.PURPOSE, lease.purpose().wireName())
                .put(Label.POOL, lease.pool())
                .put(Label.HELD_FOR, lease.age().toNanos() / 1e9)
                .put(Label.LEASE_STATE, lease.state().wireName())
                .put(Label.THREAD, lease.thread());
        lease.route().ifPresent(route -> attributes.put(Label.ROUTE, route));
        lease.statement().ifPresent(statement -> attributes.put(Label.SUMMARY, statement));
        lease.stack().ifPresent(stack -> attributes.put(Label.STACK, frames(stack)));
        return attributes.build();
    }

    private static List<String> frames(List<StackTraceElement> stack) {
        return stack.stream().map(StackTraceElement::toString).toList();
    }
}
