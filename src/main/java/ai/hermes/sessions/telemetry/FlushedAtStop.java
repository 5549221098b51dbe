package ai.hermes.sessions.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;

/**
 * A reader that sends its last values at the stop of the service and is left alone then. To be shut down it would wait
 * five seconds for an executor that is not its own.
 *
 * @param reader the one that collects and sends
 */
record FlushedAtStop(MetricReader reader) implements MetricReader {

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
        return reader.forceFlush();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return reader.getAggregationTemporality(type);
    }
}
