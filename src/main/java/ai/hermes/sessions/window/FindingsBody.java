package ai.hermes.sessions.window;

import ai.hermes.sessions.transcript.Finding;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * Where a text is, on the wire.
 *
 * @param sessionId id of the conversation's last segment
 * @param conversationId id of its first segment
 * @param hits in the order of the conversation
 * @param searched how many messages were looked at
 * @param notSearched messages too large for that, of which only the beginnings were looked at; absent where none is
 * @param complete whether nothing is left to look at
 * @param next the message to go on after; absent where nothing is left
 */
@JsonNaming(SnakeCaseStrategy.class)
record FindingsBody(
        String sessionId,
        String conversationId,
        List<Finding> hits,
        int searched,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> notSearched,
        boolean complete,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> next) {}
