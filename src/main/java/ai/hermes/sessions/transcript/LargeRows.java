package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the beginnings of a message whose texts are large, however large they are: SQLite cuts them before they come
 * here.
 */
final class LargeRows {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int NAME_LENGTH = 128;

    private static final String ROW = "SELECT messages.id AS id,\n" + StoredParts.ENCODED + " AS encoded,\n" + "substr("
            + StoredParts.CONTENT + ", 1, ?) AS head,\n" + """
              messages.session_id AS session_id,
              messages.role AS role,
              messages.timestamp AS timestamp,
              octet_length(messages.content) AS content_size,
              octet_length(messages.tool_calls) AS calls_size,
              substr(CAST(messages.tool_calls AS BLOB), 1, ?) AS calls_head,
              substr(messages.tool_call_id, 1, 256) AS tool_call_id,
              substr(messages.tool_name, 1, 256) AS tool_name,
              substr({messages.finish_reason:NULL}, 1, 256) AS finish_reason,
              octet_length(coalesce(nullif({messages.reasoning:NULL}, ''), {messages.reasoning_content:NULL}))
                AS thought_size,
              substr(CAST(
                coalesce(nullif({messages.reasoning:NULL}, ''), {messages.reasoning_content:NULL}) AS BLOB), 1, ?)
                AS thought_head,
              {messages.active:1} IS 0 AS summarised,
              {messages.display_kind:NULL} AS display_kind,
              {messages._compressed_summary:0} AS summary
            FROM messages
            WHERE messages.id = ?
            """;

    private static final String PARTS = "SELECT p.key AS number, p.type AS node,\n"
            + "CASE p.type WHEN 'object' THEN substr(json_extract(p.value, '$.type'), 1, 64) END AS kind,\n"
            + "octet_length(" + StoredParts.TEXT + ") AS text_size,\n"
            + "substr(CAST(" + StoredParts.TEXT + " AS BLOB), 1, ?) AS text_head,\n"
            + "octet_length(" + StoredParts.PICTURE + ") AS url_size,\n"
            + "substr(" + StoredParts.PICTURE + ", 1, 1024) AS url_head\n"
            + "FROM messages, json_each(" + StoredParts.PARTS + ") AS p\n"
            + "WHERE messages.id = ? AND p.key <= ?\n"
            + "ORDER BY p.key";

    private static final String CALLS =
            "SELECT p.key AS number,\n" + """
              substr(coalesce(json_extract(p.value, '$.id'), json_extract(p.value, '$.call_id')), 1, 256) AS id,
              substr(json_extract(p.value, '$.type'), 1, 64) AS kind,
              substr(json_extract(p.value, '$.function.name'), 1, 256) AS name,
              octet_length(json_extract(p.value, '$.function.arguments')) AS arguments_size,
              substr(CAST(json_extract(p.value, '$.function.arguments') AS BLOB), 1, ?) AS arguments_head
            """ + "FROM messages, json_each(" + StoredParts.CALLS + ") AS p\n"
                    + "WHERE messages.id = ? AND p.key <= ? AND p.type = 'object'\n"
                    + "ORDER BY p.key";

    private final StoreConnection connection;
    private final Limits limits;

    LargeRows(StoreConnection connection, Limits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /**
     * What was read of a message.
     *
     * @param message with the beginnings of its texts
     * @param full bytes of those that go on, by name of the field
     */
    record Large(Message message, Map<String, Long> full) {

        /** The message alone, for those to whom the beginning of a picture is no picture. */
        Message beginnings() {
            JsonNode content = message.content().value();
            content.forEach(Large::withoutPicture);
            message.toolUse().toolCalls().ifPresent(calls -> calls.forEach(Large::withoutPicture));
            return message;
        }

        private static void withoutPicture(JsonNode node) {
            if (node instanceof ObjectNode part) {
                JsonNode full = part.remove(Excerpts.FULL);
                String url = part.path("image_url").asText("");
                if (full != null && !url.isEmpty() && full.longValue() > url.length()) {
                    part.remove("image_url");
                    part.put("type", "text").put("text", "(a picture)");
                }
            }
        }
    }

    /** Empty where the message is gone. */
    Optional<Large> read(long id) throws SQLException {
        ArrayNode parts = JSON.arrayNode();
        connection.list(PARTS, this::part, head(), id, Excerpts.MOST).forEach(parts::add);
        ArrayNode calls = JSON.arrayNode();
        connection.list(CALLS, this::call, head(), id, Excerpts.MOST).forEach(calls::add);
        return connection.first(ROW, row -> large(row, parts, calls), head(), head(), head(), id);
    }

    private int head() {
        return Excerpts.head(Math.max(limits.other(), limits.output()));
    }

    private Large large(Row row, ArrayNode parts, ArrayNode calls) throws SQLException {
        Map<String, Long> full = new HashMap<>();
        String role = row.text("role");
        boolean encoded = row.flag("encoded");
        String head = text(row, "head");
        boolean inParts = encoded && !parts.isEmpty();
        note(full, "content", row.number("content_size"), inParts ? 0 : head());
        note(full, "tool_calls", row.number("calls_size"), calls.isEmpty() ? head() : 0);
        note(full, "reasoning", row.number("thought_size"), head());
        String displayKind = row.text("display_kind");
        JsonNode content = inParts ? parts : TextNode.valueOf(head);
        return new Large(
                new Message(
                        role,
                        new Content(content, false, 0),
                        row.time("timestamp"),
                        new ToolUse(
                                calls.isEmpty() ? Optional.empty() : Optional.of(calls),
                                calls.isEmpty() && row.number("calls_size") > EMPTY ? text(row, "calls_head") : "",
                                row.text("tool_call_id"),
                                row.text("tool_name"),
                                ""),
                        new Reasoning(
                                text(row, "thought_head"), "", Optional.empty(), Optional.empty(), Optional.empty()),
                        row.text("finish_reason"),
                        row.number("id"),
                        row.text("session_id"),
                        row.flag("summarised"),
                        displayKind,
                        Origin.synthetic(role, displayKind, row.flag("summary"), head),
                        Optional.empty()),
                full);
    }

    /** An empty array has no calls, and is none that cannot be read. */
    private static final int EMPTY = 4;

    private static void note(Map<String, Long> full, String field, long size, int read) {
        if (size > read) {
            full.put(field, size);
        }
    }

    private JsonNode part(Row row) throws SQLException {
        ObjectNode part = JSON.objectNode();
        part.put("type", row.text("kind"));
        String url = row.text("url_head");
        if (!url.isEmpty()) {
            return part.put("image_url", url).put(Excerpts.FULL, row.number("url_size"));
        }
        if (row.text("node").equals("text") || row.number("text_size") > 0) {
            part.put("text", text(row, "text_head"));
            if (row.number("text_size") > head()) {
                part.put(Excerpts.FULL, row.number("text_size"));
            }
        }
        return part;
    }

    private JsonNode call(Row row) throws SQLException {
        ObjectNode call = JSON.objectNode();
        call.put("id", row.text("id")).put("type", row.text("kind").isEmpty() ? "function" : row.text("kind"));
        call.putObject("function").put("name", name(row.text("name"))).put("arguments", text(row, "arguments_head"));
        if (row.number("arguments_size") > head()) {
            call.put(Excerpts.FULL, row.number("arguments_size"));
        }
        return call;
    }

    private static String name(String text) {
        return text.substring(0, Masking.cut(text, NAME_LENGTH));
    }

    /** The last character may have been cut in half. */
    private static String text(Row row, String column) throws SQLException {
        byte[] bytes = row.bytes(column);
        return new String(bytes, 0, Utf8.whole(bytes, bytes.length), StandardCharsets.UTF_8);
    }
}
