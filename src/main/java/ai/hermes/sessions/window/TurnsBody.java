package ai.hermes.sessions.window;

import ai.hermes.sessions.transcript.Turn;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * The turns of a conversation on the wire.
 *
 * @param sessionId id of its last segment
 * @param conversationId id of its first segment
 * @param turns oldest first
 * @param hasBefore whether there are earlier ones
 * @param hasAfter whether there are later ones
 * @param scannedTo the message to go on from where the last turn is not it; absent otherwise
 */
@JsonNaming(SnakeCaseStrategy.class)
record TurnsBody(
        String sessionId,
        String conversationId,
        List<Turn> turns,
        boolean hasBefore,
        boolean hasAfter,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> scannedTo) {}
