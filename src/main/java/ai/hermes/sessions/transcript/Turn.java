package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How a turn begins.
 *
 * @param id of the message
 * @param sessionId the session that it is stored in
 * @param segment number of that session
 * @param kind {@link Kind#USER} or {@link Kind#STEER}
 * @param timestamp when, in seconds since 1970; 0, and absent on the wire, where it is not known
 * @param text its first words in one line; empty where there are none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Turn(
        long id,
        String sessionId,
        int segment,
        Kind kind,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double timestamp,
        String text) {

    private static final int LENGTH = 160;

    /** More than that is not needed of a message. */
    static final Limits LIMITS = new Limits(1_024, 1_024);

    /** @param masking is asked before the text is cut to a line */
    static Turn of(Excerpt message, Masking masking) {
        return new Turn(
                message.id(),
                message.sessionId(),
                message.segment(),
                message.kind(),
                message.timestamp(),
                line(masking.of(words(message.content())).text()));
    }

    static boolean begins(Excerpt message) {
        return message.kind() == Kind.USER || message.kind() == Kind.STEER;
    }

    private static String words(Object content) {
        if (content instanceof Iterable<?> parts) {
            for (Object part : parts) {
                if (part instanceof Part it && it.text().isPresent()) {
                    return it.text().get();
                }
            }
            return "";
        }
        return String.valueOf(content);
    }

    private static String line(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LENGTH - 1)) + "…";
    }
}
