package ai.hermes.sessions.telemetry;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this service asks of OpenTelemetry's SDK beyond its settings. */
@Singleton
final class SdkSetup implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private static final Duration USUAL_INTERVAL = Duration.ofMinutes(1);

    private final PrometheusRoute prometheus;
    private final Instance<MetricExporter> exporters;
    private final ExportOutcome outcome;
    private final boolean sent;

    /** @param endpoints of collectors: for all, and for spans alone. Without one nobody would ever see a span */
    @Inject
    SdkSetup(
            PrometheusRoute prometheus,
            @Any Instance<MetricExporter> exporters,
            ExportOutcome outcome,
            @ConfigProperty(name = "quarkus.otel.exporter.otlp.endpoint") Optional<String> endpoint,
            @ConfigProperty(name = "quarkus.otel.exporter.otlp.traces.endpoint") Optional<String> tracesEndpoint) {
        this.prometheus = prometheus;
        this.exporters = exporters;
        this.outcome = outcome;
        this.sent =
                Stream.of(endpoint, tracesEndpoint).flatMap(Optional::stream).anyMatch(it -> !it.isBlank());
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder sdk) {
        sdk.addSamplerCustomizer((ordinary, config) -> new MarkedSampler(sent ? ordinary : Sampler.alwaysOff()))
                .addMetricReaderCustomizer(this::inOwnThread)
                .addMeterProviderCustomizer((meters, config) -> meters.registerMetricReader(prometheus.reader()));
    }

    /**
     * A reader with a thread of its own. The one that it replaces, which was never started, would wait five seconds at
     * each stop for the end of a thread pool that it shares with the whole application.
     */
    private MetricReader inOwnThread(MetricReader reader, ConfigProperties config) {
        return exporters.isResolvable()
                ? new OwnReader(PeriodicMetricReader.builder(new NotedExporter(exporters.get(), outcome))
                        .setInterval(config.getDuration("otel.metric.export.interval", USUAL_INTERVAL))
                        .build())
                : reader;
    }
}
