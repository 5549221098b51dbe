package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.OptionalLong;

/**
 * A piece of a text, masked.
 *
 * @param bytes length of the whole text as it is stored, in UTF-8
 * @param offset where the piece begins in it, in bytes
 * @param nextOffset where the next one begins; empty where this is the last
 * @param text the piece
 * @param masked how many credentials were masked in it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TextPiece(
        long bytes,
        long offset,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong nextOffset,
        String text,
        @JsonIgnore int masked) {}
