package ai.hermes.sessions.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.runtimemetrics.java17.RuntimeMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * What the Java machine uses, from its management beans.
 *
 * <p>Without its flight recorder, which would add the detail of single collections and threads: a recording that runs
 * for months costs memory, descriptors and files of its own in the temporary folder, more than all polling does.
 */
@Singleton
final class JvmMetrics {

    private final OpenTelemetry telemetry;
    private RuntimeMetrics metrics;

    @Inject
    JvmMetrics(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    void start(@Observes StartupEvent event) {
        metrics = RuntimeMetrics.builder(telemetry).disableAllFeatures().build();
    }

    void stop(@Observes ShutdownEvent event) {
        metrics.close();
    }
}
