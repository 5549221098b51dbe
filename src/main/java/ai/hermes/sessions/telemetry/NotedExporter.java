package ai.hermes.sessions.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An exporter whose success is known, and which holds up no stop. */
record NotedExporter(MetricExporter exporter, ExportOutcome outcome) implements MetricExporter {

    private static final long LONGEST_AT_STOP_MILLIS = 500;

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        return capped(outcome.note(exporter.export(metrics)));
    }

    @Override
    public CompletableResultCode flush() {
        return capped(exporter.flush());
    }

    @Override
    public CompletableResultCode shutdown() {
        return capped(exporter.shutdown());
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
        return exporter.getAggregationTemporality(instrument);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType instrument) {
        return exporter.getDefaultAggregation(instrument);
    }

    /** At a stop the result is there soon: the collector's, or a failure. */
    private CompletableResultCode capped(CompletableResultCode sending) {
        if (!outcome.stopping() || sending.isDone()) {
            return sending;
        }
        CompletableResultCode capped = new CompletableResultCode();
        sending.whenComplete(() -> {
            if (sending.isSuccess()) {
                capped.succeed();
            } else {
                capped.fail();
            }
        });
        CompletableFuture.delayedExecutor(LONGEST_AT_STOP_MILLIS, TimeUnit.MILLISECONDS)
                .execute(capped::fail);
        return capped;
    }
}
