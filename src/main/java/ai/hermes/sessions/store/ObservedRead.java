package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.lease.StatementSummary;
import ai.hermes.sessions.telemetry.Names.Label;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What becomes known of one read while it runs: in the thread of the one who asked, and in the one that reads, which
 * may go on when the other has given up.
 */
final class ObservedRead implements StoreConnection.QueryListener {

    /** The longest that the conventions want. */
    private static final int SUMMARY_LENGTH = 255;

    private final Span span;
    private final Consumer<Duration> waited;
    private final AttributesBuilder attributes;
    private final long began = System.nanoTime();
    private final Set<StatementSummary> queries = new LinkedHashSet<>();
    private long rows;
    private boolean ran;

    ObservedRead(Profile profile, Purpose purpose, Span span, Consumer<Duration> waited) {
        this.span = span;
        this.waited = waited;
        this.attributes = Attributes.builder()
                .put(Label.SYSTEM, ReadTelemetry.SQLITE)
                .put(Label.NAMESPACE, profile.name())
                .put(Label.PURPOSE, purpose.wireName());
    }

    /** The read has got a thread, and runs. */
    void running() {
        synchronized (this) {
            ran = true;
        }
        waited.accept(Duration.ofNanos(System.nanoTime() - began));
    }

    /** The work, whose queries are told of. It may be run more than once; the last run counts. */
    <T> StoreWork<T> observe(StoreWork<T> work) {
        return connection -> {
            restart();
            return work.on(connection.toldTo(this));
        };
    }

    private synchronized void restart() {
        queries.clear();
        rows = 0;
    }

    @Override
    public synchronized void began(String sql) {
        queries.add(StatementSummary.of(sql));
    }

    @Override
    public synchronized void returned(int count) {
        rows += count;
    }

    synchronized boolean ran() {
        return ran;
    }

    synchronized void succeeded() {
        span.setAttribute(Label.ROWS, rows);
    }

    synchronized void failed(String error, String message) {
        attributes.put(Label.ERROR, error);
        span.setStatus(StatusCode.ERROR, message);
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** Ends the span. Answers what the read was, for metrics. */
    synchronized Attributes end() {
        if (!queries.isEmpty()) {
            String summary = queries.stream().map(StatementSummary::toString).collect(Collectors.joining(" "));
            attributes.put(Label.SUMMARY, summary.substring(0, Math.min(summary.length(), SUMMARY_LENGTH)));
            one(queries.stream().map(StatementSummary::operation).collect(Collectors.toSet()))
                    .ifPresent(operation -> attributes.put(Label.OPERATION, operation));
            one(queries.stream().map(StatementSummary::table).collect(Collectors.toSet()))
                    .flatMap(table -> table)
                    .ifPresent(table -> attributes.put(Label.COLLECTION, table));
            span.updateName(summary);
        }
        Attributes all = attributes.build();
        span.setAllAttributes(all);
        span.end();
        return all;
    }

    private static <T> Optional<T> one(Set<T> values) {
        return values.size() == 1 ? values.stream().findFirst() : Optional.empty();
    }
}
