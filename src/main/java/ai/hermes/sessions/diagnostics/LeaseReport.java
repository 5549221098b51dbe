package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.lease.Lease;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import java.util.Optional;

/**
 * A borrowed connection, or one that was.
 *
 * @param id a number that no other lease of this process has
 * @param pool the pool that the connection belongs to
 * @param purpose what it is borrowed for
 * @param route template of the route of the request; null where it is borrowed for none
 * @param traceId the trace in which it was borrowed; null where there was none
 * @param spanId the span in which it was borrowed
 * @param traceUrl where the trace is shown; null where that is not set up
 * @param thread the thread that borrowed it
 * @param since when, in seconds since 1970
 * @param heldSeconds for how long, until now or until its end
 * @param warnSeconds the age at which it is long-held; null where there is none
 * @param deadlineSeconds the age at which its work is interrupted; null where there is none
 * @param statement summary of the last statement, without values; null before the first
 * @param state what it holds of the database
 * @param stack frames of the borrower, nearest first; null where it was not sampled
 * @param longHeld whether its warning threshold passed while it was held
 * @param expired whether its deadline passed while it was held
 * @param reclaimed whether the connection was taken back
 * @param ended whether it was given back or taken back
 */
@JsonNaming(SnakeCaseStrategy.class)
record LeaseReport(
        long id,
        String pool,
        String purpose,
        Optional<String> route,
        Optional<String> traceId,
        Optional<String> spanId,
        Optional<String> traceUrl,
        String thread,
        double since,
        double heldSeconds,
        Optional<Double> warnSeconds,
        Optional<Double> deadlineSeconds,
        Optional<String> statement,
        String state,
        Optional<List<String>> stack,
        boolean longHeld,
        boolean expired,
        boolean reclaimed,
        boolean ended) {

    static LeaseReport of(Lease lease, TraceLink link) {
        Optional<SpanContext> span = Optional.of(lease.spanContext()).filter(SpanContext::isValid);
        return new LeaseReport(
                lease.id(),
                lease.pool(),
                lease.purpose().wireName(),
                lease.route(),
                span.map(SpanContext::getTraceId),
                span.map(SpanContext::getSpanId),
                span.flatMap(link::of),
                lease.thread(),
                Seconds.sinceEpoch(lease.since()),
                Seconds.of(lease.age()),
                // What may be held for ever has no threshold either.
                lease.deadline().map(it -> Seconds.of(lease.warnAfter())),
                lease.deadline().map(Seconds::of),
                lease.statement(),
                lease.state().wireName(),
                lease.stack().map(LeaseReport::lines),
                lease.longHeld(),
                lease.expired(),
                lease.reclaimed(),
                lease.ended());
    }

    private static List<String> lines(List<StackTraceElement> stack) {
        return stack.stream().map(StackTraceElement::toString).toList();
    }
}
