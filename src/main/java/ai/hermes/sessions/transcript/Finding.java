package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A text of a message in which something was found.
 *
 * @param id of the message
 * @param sessionId the session that it is stored in
 * @param segment number of that session
 * @param kind what the message is shown as
 * @param timestamp when it was sent, in seconds since 1970; 0, and absent on the wire, where it is not known
 * @param field name of the text
 * @param count how often it is in it
 * @param before what stands before the first place
 * @param match what was found there
 * @param after what stands after it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Finding(
        long id,
        String sessionId,
        int segment,
        Kind kind,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double timestamp,
        String field,
        int count,
        String before,
        String match,
        String after) {}
