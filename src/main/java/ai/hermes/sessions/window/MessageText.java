package ai.hermes.sessions.window;

import ai.hermes.sessions.transcript.TextPiece;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.OptionalInt;

/**
 * A piece of a text of a message on the wire.
 *
 * @param id of the message
 * @param sessionId id of the conversation's last segment
 * @param field name of the text
 * @param part number of the part of the content; absent where it is the whole field
 * @param piece the text
 * @param maskedCount how many credentials are masked in it; absent where none is
 */
@JsonNaming(SnakeCaseStrategy.class)
record MessageText(
        long id,
        String sessionId,
        String field,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt part,
        @JsonUnwrapped TextPiece piece,

        @JsonProperty("_masked_count") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        int maskedCount) {}
