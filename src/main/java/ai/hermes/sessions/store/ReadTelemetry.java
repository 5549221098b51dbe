package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.LeaseListener;
import ai.hermes.sessions.lease.LeaseMetrics;
import ai.hermes.sessions.lease.LeaseSpans;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Metric;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Tells of each read of a store, in a span and in the metrics. It asks the store nothing. */
@Singleton
final class ReadTelemetry {

    static final String SQLITE = "sqlite";

    /** Handing a read to another thread takes some time of itself; what takes longer is a wait. */
    private static final Duration INSTANT = Duration.ofMillis(1);

    private static final List<Double> SECONDS =
            List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    private final Tracer tracer;
    private final DoubleHistogram durations;
    private final LongCounter refused;
    private final LeaseListener poolMetrics;
    private final LeaseListener poolSpans;

    @Inject
    ReadTelemetry(Tracer tracer, Meter meter, LeaseMetrics poolMetrics, LeaseSpans poolSpans) {
        this(tracer, meter, (LeaseListener) poolMetrics, poolSpans);
    }

    private ReadTelemetry(Tracer tracer, Meter meter, LeaseListener poolMetrics, LeaseListener poolSpans) {
        this.tracer = tracer;
        this.durations = meter.histogramBuilder(Metric.OPERATION_DURATION)
                .setDescription("Reads of a store, waiting included")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        this.refused = meter.counterBuilder(Metric.READS_REFUSED)
                .setDescription("Reads that were refused because all readers that they may have were in use")
                .setUnit("{read}")
                .build();
        for (Purpose purpose : Purpose.values()) {
            refused.add(0, label(purpose));
        }
        this.poolMetrics = poolMetrics;
        this.poolSpans = poolSpans;
    }

    /** Tells nobody. */
    static ReadTelemetry none() {
        OpenTelemetry noop = OpenTelemetry.noop();
        LeaseListener nobody = new LeaseListener() {};
        return new ReadTelemetry(noop.getTracer(""), noop.getMeter(""), nobody, nobody);
    }

    /**
     * Runs a read within a span of its own.
     *
     * @param read is given where to tell of what it does, from whatever thread
     */
    <T> T observe(Profile profile, Purpose purpose, Function<ObservedRead, T> read) {
        Span span = tracer.spanBuilder("read " + purpose.wireName())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(Label.SYSTEM, SQLITE)
                .setAttribute(Label.NAMESPACE, profile.name())
                .setAttribute(Label.PURPOSE, purpose.wireName())
                .startSpan();
        ObservedRead observed = new ObservedRead(profile, purpose, span, waited -> waited(profile, waited));
        try {
            T result = Context.current()
                    .with(span)
                    .wrapSupplier(() -> read.apply(observed))
                    .get();
            observed.succeeded();
            return result;
        } catch (StoreFaultException e) {
            observed.failed(e.fault().code(), e.fault().message());
            if (e.fault() == StoreFault.BUSY && !observed.ran()) {
                poolMetrics.timedOut(StorePool.name(profile));
                refused.add(1, label(purpose));
            }
            throw e;
        } catch (RuntimeException | Error e) {
            observed.failed(e.getClass().getName(), "The read failed unexpectedly");
            throw e;
        } finally {
            durations.record(observed.seconds(), observed.end());
        }
    }

    private static Attributes label(Purpose purpose) {
        return Attributes.of(Label.PURPOSE, purpose.wireName());
    }

    private void waited(Profile profile, Duration time) {
        String pool = StorePool.name(profile);
        poolMetrics.waited(pool, time);
        if (time.compareTo(INSTANT) > 0) {
            poolSpans.waited(pool, time);
        }
    }
}
