package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One message, in the form that clients know. On the wire only {@code role}, {@code content}, {@code id} and
 * {@code session_id} are always there. What was really sent to the model ({@code api_content}) is never read.
 *
 * @param role who speaks: user, assistant, tool or system
 * @param content what it says
 * @param timestamp when, in seconds since 1970; 0, and absent on the wire, where it is not known
 * @param toolUse what it has to do with tools
 * @param thoughts what is behind it
 * @param finishReason why the model stopped; empty where that is not told
 * @param id its id in the store
 * @param sessionId the session that it is stored in, one segment of the conversation
 * @param compacted whether the agent itself replaced it by a summary
 * @param displayKind how the agent wants it shown; empty for ordinary messages
 * @param synthetic whether the agent put it in, so that nobody said it
 * @param attachments files that came with it; a store has them in its text
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Message(
        String role,
        @JsonUnwrapped Content content,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double timestamp,
        @JsonUnwrapped ToolUse toolUse,
        @JsonUnwrapped Reasoning thoughts,
        String finishReason,
        long id,
        String sessionId,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean compacted,
        String displayKind,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean synthetic,
        Optional<JsonNode> attachments) {

    private static final String OF_IDS = """
            SELECT
              id,
              session_id,
              role,
              content,
              timestamp,
              tool_calls,
              tool_call_id,
              tool_name,
              {messages.finish_reason:NULL} AS finish_reason,
              {messages.reasoning:NULL} AS reasoning,
              {messages.reasoning_content:NULL} AS reasoning_content,
              {messages.reasoning_details:NULL} AS reasoning_details,
              {messages.codex_reasoning_items:NULL} AS codex_reasoning_items,
              {messages.codex_message_items:NULL} AS codex_message_items,
              {messages.active:1} IS 0 AS summarised,
              {messages.display_kind:NULL} AS display_kind,
              {messages._compressed_summary:0} AS summary
            FROM messages
            WHERE id IN (SELECT value FROM json_each(?))
            """;

    private static final String BEGUN =
            OF_IDS.replace("  content,\n", "  CAST(substr(CAST(content AS BLOB), 1, 4096) AS TEXT) AS content,\n");

    private static final String ENCODED =
            "SELECT " + StoredParts.ENCODED + " AS encoded FROM messages WHERE messages.id = ?";

    /**
     * The messages with these ids, in this order.
     *
     * @param clip whether to cut long results of tools
     */
    static List<Message> withIds(StoreConnection connection, List<Long> ids, boolean clip) throws SQLException {
        Map<Long, Message> messages = connection.list(OF_IDS, row -> of(row, clip), ids.toString()).stream()
                .collect(Collectors.toMap(Message::id, message -> message));
        return ids.stream().map(messages::get).toList();
    }

    private static final String WEIGHTS = """
            SELECT
              id,
              coalesce(octet_length(content), 0) AS content_size,
              coalesce(octet_length(tool_calls), 0)
                + coalesce(octet_length({messages.reasoning:NULL}), 0)
                + coalesce(octet_length({messages.reasoning_content:NULL}), 0)
                + coalesce(octet_length({messages.reasoning_details:NULL}), 0)
                + coalesce(octet_length({messages.codex_reasoning_items:NULL}), 0)
                + coalesce(octet_length({messages.codex_message_items:NULL}), 0) AS other_size
            FROM messages
            WHERE id IN (SELECT value FROM json_each(?))
            """;

    /** Bytes that a message takes when it is read. */
    record Weight(long id, long content, long other) {}

    /** What messages weigh, which is told without reading them, see {@link Outline}. */
    static List<Weight> weights(StoreConnection connection, List<Long> ids) throws SQLException {
        return connection.list(
                WEIGHTS,
                row -> new Weight(row.number("id"), row.number("content_size"), row.number("other_size")),
                ids.toString());
    }

    /** Whether what a message says is text, and not JSON. */
    static boolean plain(StoreConnection connection, long id) throws SQLException {
        return connection.first(ENCODED, row -> !row.flag("encoded"), id).orElse(false);
    }

    /** A message of whose content only the beginning is read, which has to be plain text. */
    static Message begun(StoreConnection connection, long id) throws SQLException {
        return connection
                .first(BEGUN, row -> of(row, false), List.of(id).toString())
                .orElseThrow(() -> new MessageNotFoundException(id));
    }

    private static Message of(Row row, boolean clip) throws SQLException {
        String role = row.text("role");
        boolean result = role.equals("tool");
        Content content = Content.of(row.text("content"));
        String displayKind = row.text("display_kind");
        return new Message(
                role,
                result && clip ? content.clipped() : content,
                row.time("timestamp"),
                ToolUse.of(row, result),
                Reasoning.of(row),
                row.text("finish_reason"),
                row.number("id"),
                row.text("session_id"),
                row.flag("summarised"),
                displayKind,
                Origin.synthetic(role, displayKind, row.flag("summary"), content.text()),
                Optional.empty());
    }

    /**
     * A message that is in no store, of the form that clients know. What that form does not have is left out, above all
     * what was really sent to the model.
     *
     * @param json an object
     * @param id its id within the session, from 1 on
     * @param sessionId the session that it is of
     * @param clip whether to cut it where it is the long result of a tool
     */
    public static Message of(JsonNode json, long id, String sessionId, boolean clip) {
        String role = json.path("role").asText("");
        boolean result = role.equals("tool");
        Content content = Content.of(json.path("content"));
        String displayKind = json.path("display_kind").asText("");
        return new Message(
                role,
                result && clip ? content.clipped() : content,
                time(json),
                ToolUse.of(json, result),
                Reasoning.of(json),
                json.path("finish_reason").asText(""),
                id,
                sessionId,
                json.path("compacted").asBoolean(),
                displayKind,
                Origin.synthetic(
                        role,
                        displayKind,
                        json.path("_compressed_summary").asBoolean()
                                || json.path("synthetic").asBoolean(),
                        content.text()),
                StoredJson.member(json.path("attachments")));
    }

    /** The same saying something else. */
    public Message saying(String text) {
        return new Message(
                role,
                Content.of(text),
                timestamp,
                toolUse,
                thoughts,
                finishReason,
                id,
                sessionId,
                compacted,
                displayKind,
                synthetic,
                attachments);
    }

    /** When a message that is in no store was sent, in seconds since 1970; 0 where it is not known. */
    public static double time(JsonNode json) {
        JsonNode value = json.path("timestamp");
        double seconds = value.isNumber() ? value.doubleValue() : 0;
        return seconds > 0 && seconds <= Row.LATEST_TIME ? seconds : 0;
    }
}
