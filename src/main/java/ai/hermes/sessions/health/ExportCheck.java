package ai.hermes.sessions.health;

import ai.hermes.sessions.telemetry.ExportOutcome;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** Whether the collector takes what is measured. Where none is configured there is nothing to look at. */
@Singleton
final class ExportCheck implements Check {

    private static final Problem REFUSED = new Problem(
            "export_failing",
            "The collector does not take metrics.",
            "Dashboards and alerts that are fed by it see nothing; the service itself is well.",
            "See that the collector runs at OTEL_EXPORTER_OTLP_ENDPOINT and speaks OTEL_EXPORTER_OTLP_PROTOCOL."
                    + " The same metrics are at /q/metrics.");

    private final HealthConfig.Pace pace;
    private final ExportOutcome outcome;

    @Inject
    ExportCheck(HealthConfig config, ExportOutcome outcome) {
        this.pace = config.process();
        this.outcome = outcome;
    }

    @Override
    public String name() {
        return "export";
    }

    @Override
    public HealthConfig.Pace pace() {
        return pace;
    }

    @Override
    public Finding look() {
        Map<String, Long> figures = Map.of("taken", outcome.taken(), "refused", outcome.refused());
        return outcome.failing() ? Finding.warn(REFUSED, figures) : Finding.pass(figures);
    }
}
