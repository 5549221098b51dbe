package ai.hermes.sessions.telemetry;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What this service asks of OpenTelemetry's SDK beyond its settings. */
@Singleton
final class SdkSetup implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final PrometheusRoute prometheus;

    @Inject
    SdkSetup(PrometheusRoute prometheus) {
        this.prometheus = prometheus;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder sdk) {
        sdk.addSamplerCustomizer((ordinary, config) -> new MarkedSampler(ordinary))
                .addMetricReaderCustomizer((reader, config) -> new FlushedAtStop(reader))
                .addMeterProviderCustomizer((meters, config) -> meters.registerMetricReader(prometheus.reader()));
    }
}
