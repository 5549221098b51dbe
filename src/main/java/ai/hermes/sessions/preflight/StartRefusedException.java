package ai.hermes.sessions.preflight;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The service does not start, because its set-up is wrong. The message says what and what to do, for people. */
public final class StartRefusedException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    StartRefusedException(String message) {
        super(message);
    }

    /** Whether this is what ended a start, be it as the cause of something else. */
    public static boolean in(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof StartRefusedException) {
                return true;
            }
        }
        return false;
    }
}
