package ai.hermes.sessions.wire;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of every answer that is an error. Clients show {@code error} to people and steer by {@code code}.
 *
 * @param error what is wrong, for people
 * @param code a stable name of the error, for programs
 * @param details further members of the body, such as {@code remedy}; empty for most errors
 */
@Schema(additionalProperties = Schema.True.class)
public record ErrorAnswer(
        String error,
        String code,

        @Schema(hidden = true) @JsonAnyGetter @JsonInclude(JsonInclude.Include.ALWAYS)
        Map<String, Object> details) {}
