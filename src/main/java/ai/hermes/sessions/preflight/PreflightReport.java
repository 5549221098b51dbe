package ai.hermes.sessions.preflight;

import java.util.Optional;

/** Ends a start that was only to find out whether it could be. The message is what was found, for people. */
public final class PreflightReport extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean startable;

    PreflightReport(String message, boolean startable) {
        super(message);
        this.startable = startable;
    }

    /** Whether the service would have started. */
    public boolean startable() {
        return startable;
    }

    /** The report that ended a start, be it as the cause of something else; empty where something else ended it. */
    public static Optional<PreflightReport> in(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof PreflightReport report) {
                return Optional.of(report);
            }
        }
        return Optional.empty();
    }
}
