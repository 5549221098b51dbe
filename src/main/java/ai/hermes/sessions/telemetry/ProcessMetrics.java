package ai.hermes.sessions.telemetry;

import com.sun.management.UnixOperatingSystemMXBean;
import io.opentelemetry.api.metrics.Meter;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;

/** Descriptors of this process, where the system tells them. */
@Singleton
final class ProcessMetrics {

    private final Meter meter;

    @Inject
    ProcessMetrics(Meter meter) {
        this.meter = meter;
    }

    void start(@Observes StartupEvent event) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            meter.upDownCounterBuilder(Names.Metric.DESCRIPTORS)
                    .setDescription("Open descriptors of the process")
                    .setUnit("{file_descriptor}")
                    .buildWithCallback(result -> result.record(system.getOpenFileDescriptorCount()));
            meter.upDownCounterBuilder(Names.Metric.DESCRIPTORS_LIMIT)
                    .setDescription("Descriptors that the process may have")
                    .setUnit("{file_descriptor}")
                    .buildWithCallback(result -> result.record(system.getMaxFileDescriptorCount()));
        }
    }
}
