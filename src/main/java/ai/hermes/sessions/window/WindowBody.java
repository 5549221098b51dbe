package ai.hermes.sessions.window;

import ai.hermes.sessions.transcript.Excerpt;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.OptionalInt;

/**
 * A part of a conversation on the wire.
 *
 * @param sessionId id of its last segment
 * @param conversationId id of its first segment
 * @param segmentCount how many segments it has
 * @param messages oldest first
 * @param hasBefore whether there are earlier messages
 * @param hasAfter whether there are later messages
 * @param subagents what began while these messages were written
 * @param maskedCount how many credentials are masked in it; absent where none is
 */
@JsonNaming(SnakeCaseStrategy.class)
record WindowBody(
        String sessionId,
        String conversationId,
        int segmentCount,
        List<Excerpt> messages,
        boolean hasBefore,
        boolean hasAfter,
        List<Subagent> subagents,

        @JsonProperty("_masked_count") @JsonInclude(JsonInclude.Include.NON_ABSENT)
        OptionalInt maskedCount) {}
