package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of a message without its content: enough to count it, to place it and to weigh it.
 *
 * @param id its id
 * @param role who speaks
 * @param contentSize bytes of its stored content
 * @param callsSize bytes of its stored tool calls
 * @param thoughtSize bytes of the stored reasoning that came with it
 * @param summarised whether the agent replaced it by a summary, for itself; people still see it
 */
public record Outline(long id, String role, long contentSize, long callsSize, long thoughtSize, boolean summarised) {

    /** Such as {@code []} and {@code null}. */
    private static final int LONGEST_EMPTY_JSON = 4;

    /**
     * Messages that were undone, hidden ones and the agent's own notes are not shown.
     *
     * <p>A session can hold hundreds of megabytes, so no byte of content may be read here. SQLite keeps sizes, NULL, 0
     * and 1 in the head of a row: asking for nothing else, it leaves the pages alone that large content overflows to.
     * That goes for the flags, too, and is why the time, which stands behind the content, is not among the columns.
     */
    private static final String OF_SESSION = """
            SELECT
              id,
              role,
              octet_length(content) AS content_size,
              octet_length(tool_calls) AS calls_size,
              coalesce(octet_length({messages.reasoning:NULL}), 0)
                + coalesce(octet_length({messages.reasoning_content:NULL}), 0)
                + coalesce(octet_length({messages.reasoning_details:NULL}), 0)
                + coalesce(octet_length({messages.codex_reasoning_items:NULL}), 0)
                + coalesce(octet_length({messages.codex_message_items:NULL}), 0) AS thought_size,
              {messages.active:1} IS 0 AS summarised
            FROM messages
            WHERE session_id = ?
              AND ({messages.active:1} IS NOT 0 OR {messages.compacted:0} = 1)
              AND {messages.display_kind:NULL} IS NOT 'hidden'
              AND role IS NOT 'session_meta'
            """;

    /** All messages of a session that are shown, in the order of their ids. */
    static List<Outline> ofSession(StoreConnection connection, String session) throws SQLException {
        List<Outline> outlines = connection.list(OF_SESSION, Outline::of, session);
        // Not by SQL: stores of older agents have no index in this order, and SQLite might sort on disk.
        outlines.sort(Comparator.comparingLong(Outline::id));
        return outlines;
    }

    private static Outline of(Row row) throws SQLException {
        return new Outline(
                row.number("id"),
                row.text("role"),
                row.number("content_size"),
                row.number("calls_size"),
                row.number("thought_size"),
                row.flag("summarised"));
    }

    /**
     * The outline of a message that is in no store.
     *
     * @param id its id within the session, from 1 on
     */
    public static Outline of(JsonNode message, long id) {
        long thoughts = Stream.of(
                        "reasoning",
                        "reasoning_content",
                        "reasoning_details",
                        "codex_reasoning_items",
                        "codex_message_items")
                .mapToLong(name -> size(message.path(name)))
                .sum();
        return new Outline(
                id,
                message.path("role").asText(""),
                size(message.path("content")),
                size(message.path("tool_calls")),
                thoughts,
                message.path("compacted").asBoolean());
    }

    /** In characters, which is near enough. */
    private static long size(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().length();
        }
        return value.isMissingNode() || value.isNull() ? 0 : value.toString().length();
    }

    /** Whether it counts as a message for people: results of tools do not, nor does an answer that has nothing yet. */
    public boolean visible() {
        boolean nothing = contentSize == 0 && callsSize <= LONGEST_EMPTY_JSON && thoughtSize == 0;
        return !role.equals("tool") && !(role.equals("assistant") && nothing);
    }

    /** Bytes that are read for it. */
    public long size() {
        return contentSize + callsSize + thoughtSize;
    }
}
