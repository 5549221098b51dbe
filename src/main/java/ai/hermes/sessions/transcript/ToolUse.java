package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.Row;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The part of a message that has to do with tools: the calls of an answer, or which call a result belongs to.
 *
 * @param toolCalls the calls, an array; the arguments of each are JSON in a string
 * @param toolCallsUnparsed what stands in place of the calls and cannot be read; empty for all sound messages
 * @param toolCallId the call that this is the result of; empty where it is none
 * @param toolName the tool that was called; empty where this is no result
 * @param name the same, by the name that clients know it
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ToolUse(
        Optional<JsonNode> toolCalls, String toolCallsUnparsed, String toolCallId, String toolName, String name) {

    static ToolUse of(Row row, boolean result) throws SQLException {
        return of(StoredJson.column(row.text("tool_calls")), row.text("tool_call_id"), row.text("tool_name"), result);
    }

    static ToolUse of(JsonNode message, boolean result) {
        String toolName = message.path("tool_name").asText("");
        return of(
                StoredJson.member(message.path("tool_calls"))
                        .or(() -> StoredJson.member(message.path("tool_calls_unparsed"))),
                message.path("tool_call_id").asText(""),
                toolName.isEmpty() ? message.path("name").asText("") : toolName,
                result);
    }

    private static ToolUse of(Optional<JsonNode> calls, String callId, String toolName, boolean result) {
        return new ToolUse(
                calls.filter(JsonNode::isContainerNode).map(ToolUse::array),
                calls.filter(JsonNode::isValueNode).map(JsonNode::asText).orElse(""),
                callId,
                toolName,
                result ? toolName : "");
    }

    /** Clients count on an array. */
    private static JsonNode array(JsonNode calls) {
        return calls.isArray() ? calls : JsonNodeFactory.instance.arrayNode().add(calls);
    }
}
