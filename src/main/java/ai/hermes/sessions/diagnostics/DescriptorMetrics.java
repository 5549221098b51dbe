package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Open descriptors by kind as a metric. They are counted when somebody asks. */
@Singleton
final class DescriptorMetrics {

    private final DescriptorCensus census;
    private final Meter meter;

    @Inject
    DescriptorMetrics(DescriptorCensus census, Meter meter) {
        this.census = census;
        this.meter = meter;
    }

    void start(@Observes StartupEvent event) {
        meter.gaugeBuilder(Metric.DESCRIPTORS_BY_KIND)
                .ofLongs()
                .setDescription("Open descriptors by what they lead to")
                .setUnit("{file_descriptor}")
                .buildWithCallback(result -> census.counts()
                        .byKind()
                        .forEach((kind, count) ->
                                result.record(count, Attributes.of(Label.DESCRIPTOR_KIND, kind.wireName()))));
    }
}
