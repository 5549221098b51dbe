package ai.hermes.sessions.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;

/**
 * A periodic reader that is not taken for one. Quarkus puts a reader of its own, in the thread pool of the whole
 * application, in the place of each {@link PeriodicMetricReader}; whether before or after we put ours there differs
 * from one start to the next.
 */
record OwnReader(PeriodicMetricReader reader) implements MetricReader {

    @Override
    public void register(CollectionRegistration registration) {
        reader.register(registration);
    }

    @Override
    public CompletableResultCode forceFlush() {
        return reader.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return reader.shutdown();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return reader.getAggregationTemporality(type);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
        return reader.getDefaultAggregation(type);
    }

    @Override
    public MemoryMode getMemoryMode() {
        return reader.getMemoryMode();
    }
}
