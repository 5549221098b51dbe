package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.Row;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a model thought before it answered, in the forms that providers give it. Columns of JSON that cannot be read are
 * given as text.
 *
 * @param reasoning plain text; empty where there is none
 * @param reasoningContent the provider's field of that name; empty where there is none
 * @param reasoningDetails the provider's structure
 * @param codexReasoningItems structure of the Codex API
 * @param codexMessageItems structure of the Codex API
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Reasoning(
        String reasoning,
        String reasoningContent,
        Optional<JsonNode> reasoningDetails,
        Optional<JsonNode> codexReasoningItems,
        Optional<JsonNode> codexMessageItems) {

    static Reasoning of(Row row) throws SQLException {
        return new Reasoning(
                row.text("reasoning"),
                row.text("reasoning_content"),
                StoredJson.column(row.text("reasoning_details")),
                StoredJson.column(row.text("codex_reasoning_items")),
                StoredJson.column(row.text("codex_message_items")));
    }

    static Reasoning of(JsonNode message) {
        return new Reasoning(
                message.path("reasoning").asText(""),
                message.path("reasoning_content").asText(""),
                StoredJson.member(message.path("reasoning_details")),
                StoredJson.member(message.path("codex_reasoning_items")),
                StoredJson.member(message.path("codex_message_items")));
    }
}
