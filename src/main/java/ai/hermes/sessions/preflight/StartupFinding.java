package ai.hermes.sessions.preflight;

/**
 * Something in the set-up that is wrong or risky.
 *
 * @param severity whether the service may start all the same
 * @param message what is wrong and what it would mean, a whole sentence; shows no secret
 * @param property the property that has to change, such as {@code hermes.auth.token}
 * @param remedy what to do, a whole sentence
 */
public record StartupFinding(Severity severity, String message, String property, String remedy) {

    /** What a finding means for the start. */
    public enum Severity {
        /** The service starts, and says so in the log. */
        WARNING,
        /** The service refuses to start. */
        ERROR
    }

    /** A finding with which the service starts. */
    public static StartupFinding warning(String property, String message, String remedy) {
        return new StartupFinding(Severity.WARNING, message, property, remedy);
    }

    /** A finding that keeps the service from starting. */
    public static StartupFinding error(String property, String message, String remedy) {
        return new StartupFinding(Severity.ERROR, message, property, remedy);
    }

    /** The finding in one line, for people. */
    public String sentence() {
        return "%s: %s %s".formatted(property, message, remedy);
    }
}
