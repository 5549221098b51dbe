package ai.hermes.sessions.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A message that was found.
 *
 * @param messageId its id in the store
 * @param sessionId the session that it is stored in, one segment of the conversation
 * @param role who speaks
 * @param toolName the tool that it is the result of; absent where it is none
 * @param timestamp when, in seconds since 1970
 * @param snippet what was found in it
 */
@JsonNaming(SnakeCaseStrategy.class)
record MessageHit(
        long messageId,
        String sessionId,
        String role,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String toolName,
        double timestamp,
        Snippet snippet) {}
