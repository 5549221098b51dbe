package ai.hermes.sessions.preflight;

import ai.hermes.sessions.preflight.StartupFinding.Severity;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Asks all checks before anything else starts, and refuses to start where one found an error. */
@Singleton
public class Preflight {

    private static final Logger LOG = Logger.getLogger(Preflight.class);

    private final List<StartupCheck> checks;
    private final boolean only;

    @Inject
    Preflight(@All List<StartupCheck> checks, PreflightConfig config) {
        this(checks, config.only());
    }

    Preflight(List<StartupCheck> checks, boolean only) {
        this.checks = List.copyOf(checks);
        this.only = only;
    }

    /** The port opens only after all observers of this event, and this is the first of them. */
    void run(@Observes @Priority(1) StartupEvent event) {
        List<StartupFinding> findings =
                checks.stream().flatMap(check -> check.findings().stream()).toList();
        if (only) {
            throw report(findings);
        }
        findings.stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .forEach(finding -> LOG.warn(finding.sentence()));
        String errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(StartupFinding::sentence)
                .collect(Collectors.joining(System.lineSeparator()));
        if (!errors.isEmpty()) {
            throw new StartRefusedException("Hermes Sessions does not start." + System.lineSeparator() + errors);
        }
    }

    private static PreflightReport report(List<StartupFinding> findings) {
        boolean startable = findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
        String lines = findings.stream()
                .sorted(Comparator.comparing(StartupFinding::severity).reversed())
                .map(it -> "%s: %s%n".formatted(it.severity().name().toLowerCase(Locale.ROOT), it.sentence()))
                .collect(Collectors.joining());
        String sum = !startable
                ? "Hermes Sessions would not start."
                : findings.isEmpty() ? "All is well. Hermes Sessions would start." : "Hermes Sessions would start.";
        return new PreflightReport(lines + sum, startable);
    }
}
