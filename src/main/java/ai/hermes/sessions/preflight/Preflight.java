package ai.hermes.sessions.preflight;

import ai.hermes.sessions.preflight.StartupFinding.Severity;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Asks all checks before anything else starts, and refuses to start where one found an error. */
@Singleton
public class Preflight {

    private static final Logger LOG = Logger.getLogger(Preflight.class);

    private final List<StartupCheck> checks;

    @Inject
    Preflight(@All List<StartupCheck> checks) {
        this.checks = checks;
    }

    /** The port opens only after all observers of this event, and this is the first of them. */
    void run(@Observes @Priority(1) StartupEvent event) {
        List<StartupFinding> findings =
                checks.stream().flatMap(check -> check.findings().stream()).toList();
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
}
