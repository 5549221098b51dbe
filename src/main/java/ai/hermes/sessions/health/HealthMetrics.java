package ai.hermes.sessions.health;

import ai.hermes.sessions.telemetry.Names.Label;
import ai.hermes.sessions.telemetry.Names.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Readiness as a number, of the same source as the probes. */
@Singleton
final class HealthMetrics {

    private final Health health;
    private final Meter meter;

    @Inject
    HealthMetrics(Health health, Meter meter) {
        this.health = health;
        this.meter = meter;
    }

    void start(@Observes StartupEvent event) {
        meter.gaugeBuilder(Metric.READY)
                .ofLongs()
                .setDescription("Whether sessions can be read: 1, else 0")
                .setUnit("{state}")
                .buildWithCallback(result -> result.record(health.ready() ? 1 : 0));
        meter.gaugeBuilder(Metric.HEALTH)
                .ofLongs()
                .setDescription("How well each component is: 0 in order, 1 worth a look, 2 not working")
                .setUnit("{level}")
                .buildWithCallback(result -> health.components()
                        .forEach((name, it) ->
                                result.record(it.level().ordinal(), Attributes.of(Label.COMPONENT, name))));
    }
}
