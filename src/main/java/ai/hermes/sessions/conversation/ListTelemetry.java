package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Metric;
import ai.hermes.sessions.telemetry.Names.Trace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tells how long it takes to bring a list up to date, and for how long one lags behind its store. */
@Singleton
final class ListTelemetry {

    private static final List<Double> SECONDS =
            List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

    private final Tracer tracer;
    private final Meter meter;
    private final DoubleHistogram durations;

    @Inject
    ListTelemetry(Tracer tracer, Meter meter) {
        this.tracer = tracer;
        this.meter = meter;
        this.durations = meter.histogramBuilder(Metric.LIST_REBUILD_DURATION)
                .setDescription("Bringing the list of a store up to date")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    /** Brings a list up to date, in a trace of its own. */
    void rebuild(Profile profile, Rebuild kind, Runnable refresh) {
        Span span = tracer.spanBuilder(Trace.REBUILD)
                .setNoParent()
                .setAttribute(Label.PROFILE, profile.name())
                .setAttribute(Label.REBUILD, kind.label())
                .startSpan();
        long began = System.nanoTime();
        try {
            Context.root().with(span).wrap(refresh).run();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR, "The list could not be brought up to date");
            throw e;
        } finally {
            durations.record(
                    (System.nanoTime() - began) / 1e9,
                    Attributes.of(Label.PROFILE, profile.name(), Label.REBUILD, kind.label()));
            span.end();
        }
    }

    /** Tells from now on how far the lists lag behind. */
    void lags(Supplier<Map<Profile, Duration>> lags) {
        meter.gaugeBuilder(Metric.LIST_AGE)
                .setDescription("For how long the list of a store has not shown what the store holds")
                .setUnit("s")
                .buildWithCallback(result -> lags.get()
                        .forEach((profile, lag) ->
                                result.record(lag.toNanos() / 1e9, Attributes.of(Label.PROFILE, profile.name()))));
    }
}
