package ai.hermes.sessions.live;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an event is known by. Those of one start of the service increase strictly, whatever profile they are about.
 *
 * @param epoch differs for each start of the service, so that an id of an earlier one is not taken for one of now
 * @param sequence counts the events since the start
 */
record EventId(String epoch, long sequence) {

    private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,16})-([0-9]{1,18})");

    /** What a client sends back; empty where it is none of ours. */
    static Optional<EventId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new EventId(parts.group(1), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + "-" + sequence;
    }
}
