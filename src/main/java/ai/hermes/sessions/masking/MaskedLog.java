package ai.hermes.sessions.masking;

import io.quarkus.logging.LoggingFilter;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Keeps credentials out of the log, be they in a message, in its parameters or in what failed. Drops no line. */
@LoggingFilter(name = "masking")
public final class MaskedLog implements Filter {

    private static final PatternFormatter WORDS = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord line) {
        Masked message = Masking.always(Objects.requireNonNullElse(WORDS.formatMessage(line), ""));
        if (message.places() > 0) {
            line.setParameters(null);
            if (line instanceof ExtLogRecord extended) {
                extended.setMessage(message.text(), ExtLogRecord.FormatStyle.NO_FORMAT);
            } else {
                line.setMessage(message.text());
            }
        }
        if (line.getThrown() != null) {
            line.setThrown(MaskedFailure.of(line.getThrown()));
        }
        return true;
    }
}
