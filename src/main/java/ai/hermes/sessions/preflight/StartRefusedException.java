package ai.hermes.sessions.preflight;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;

/** The service does not start, because its set-up is wrong. The message says what and what to do, for people. */
public final class StartRefusedException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    StartRefusedException(String message) {
        super(message);
    }

    /** What refused a start, be it as the cause of something else; empty where something else ended it, or nothing. */
    public static Optional<StartRefusedException> in(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof StartRefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }
}
