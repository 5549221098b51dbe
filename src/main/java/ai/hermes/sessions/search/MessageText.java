package ai.hermes.sessions.search;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * What can be read in a message.
 *
 * @param id its id
 * @param sessionId the session that it is stored in
 * @param role who speaks
 * @param toolName the tool that it is the result of; empty where it is none
 * @param timestamp when, in seconds since 1970; 0 where it is not known
 * @param content what it says, pictures left out
 * @param calls names and arguments of the tools that it calls
 * @param encoded whether the content was stored in parts, as it is where there are pictures
 */
record MessageText(
        long id,
        String sessionId,
        String role,
        String toolName,
        double timestamp,
        String content,
        String calls,
        boolean encoded) {

    /** Content that begins so is JSON, all other is plain text. */
    private static final String ENCODED = "\0json:";

    private static final ObjectMapper JSON = new ObjectMapper();

    static final String COLUMNS = """
            SELECT messages.id AS id, messages.session_id AS session_id, messages.role AS role,
              messages.tool_name AS tool_name, messages.timestamp AS timestamp,
              messages.content AS content, messages.tool_calls AS tool_calls
            FROM messages
            """;

    private static final String OF_IDS = COLUMNS + "WHERE messages.id IN (SELECT value FROM json_each(?))";

    /** The messages with these ids that are there, in no order. */
    static List<MessageText> of(StoreConnection connection, List<Long> ids) throws SQLException {
        return connection.list(OF_IDS, MessageText::of, ids.toString());
    }

    static MessageText of(Row row) throws SQLException {
        String content = row.text("content");
        boolean encoded = content.startsWith(ENCODED);
        return new MessageText(
                row.number("id"),
                row.text("session_id"),
                row.text("role"),
                row.text("tool_name"),
                row.time("timestamp"),
                encoded ? parts(content.substring(ENCODED.length())) : content,
                calls(row.text("tool_calls")),
                encoded);
    }

    /** All that can be read in it, the parts in lines of their own. */
    String all() {
        return content + "\n" + toolName + "\n" + calls;
    }

    private static String parts(String json) {
        JsonNode parts = parsed(json);
        if (parts.isMissingNode()) {
            return json;
        }
        StringJoiner text = new StringJoiner("\n");
        if (parts.isTextual()) {
            text.add(parts.textValue());
        }
        (parts.isObject() ? List.of(parts) : parts).forEach(part -> {
            if (part.isTextual()) {
                text.add(part.textValue());
            } else if (part.path("text").isTextual()) {
                text.add(part.path("text").textValue());
            }
        });
        return text.toString();
    }

    private static String calls(String stored) {
        if (stored.isBlank()) {
            return "";
        }
        JsonNode calls = parsed(stored);
        List<String> texts = new ArrayList<>();
        (calls.isArray() ? calls : List.of(calls)).forEach(call -> {
            JsonNode function = call.path("function");
            texts.add(function.path("name").asText(""));
            JsonNode arguments = function.path("arguments");
            JsonNode inner = arguments.isTextual() ? parsed(arguments.textValue()) : arguments;
            if (inner.isMissingNode()) {
                texts.add(arguments.asText(""));
            } else {
                leaves(inner, texts);
            }
        });
        texts.removeIf(String::isEmpty);
        return texts.isEmpty() ? stored : String.join("\n", texts);
    }

    private static void leaves(JsonNode node, List<String> into) {
        if (node.isValueNode()) {
            into.add(node.asText(""));
        } else {
            node.forEach(each -> leaves(each, into));
        }
    }

    private static JsonNode parsed(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
