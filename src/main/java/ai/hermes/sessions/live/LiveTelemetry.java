package ai.hermes.sessions.live;

import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/** Tells how many streams there are, how late they are, and who has missed something. */
@Singleton
final class LiveTelemetry {

    private static final List<Double> SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 1.0, 2.5, 5.0);

    private final Meter meter;
    private final Clock clock;
    private final DoubleHistogram lag;
    private final LongCounter resyncs;
    private final LongCounter dropped;

    @Inject
    LiveTelemetry(Meter meter, Clock clock) {
        this.meter = meter;
        this.clock = clock;
        this.lag = meter.histogramBuilder(Metric.STREAM_LAG)
                .setDescription("From a change, such as a commit, to telling it on a stream")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        this.resyncs = meter.counterBuilder(Metric.STREAM_RESYNCS)
                .setDescription("Clients that were told to ask for the whole")
                .setUnit("{resync}")
                .build();
        this.dropped = meter.counterBuilder(Metric.STREAM_DROPS)
                .setDescription("Events that slow clients were not sent")
                .setUnit("{event}")
                .build();
        for (Resync cause : Resync.values()) {
            resyncs.add(0, Attributes.of(Label.RESYNC_FOR, cause.wireName()));
        }
        dropped.add(0);
    }

    /** Tells from now on how many streams are open. */
    void streams(IntSupplier open) {
        meter.gaugeBuilder(Metric.STREAMS)
                .ofLongs()
                .setDescription("Open streams of changes")
                .setUnit("{stream}")
                .buildWithCallback(result -> result.record(open.getAsInt()));
    }

    void told(LiveEvent event) {
        lag.record(Duration.between(event.happenedAt(), clock.instant()).toNanos() / 1e9);
    }

    void resynced(Resync cause) {
        resyncs.add(1, Attributes.of(Label.RESYNC_FOR, cause.wireName()));
    }

    void dropped(long events) {
        dropped.add(events);
    }
}
