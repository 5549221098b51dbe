package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Some messages in a row, counted.
 *
 * @param upTo the id of the last of them; that of the one before where there are none
 * @param newest the greatest id in the store
 * @param parts how many there are and what they hold, by session and block
 * @param times when each block began, in seconds since 1970; 0 where that is not known
 * @param calls calls of tools by session and tool
 */
record MessageSlice(long upTo, long newest, List<Part> parts, Map<Long, Double> times, List<Call> calls) {

    /** Messages whose time is taken for that of the first of them: it stands behind the content, which may be large. */
    private static final int BLOCK = 200;

    private static final String NEWEST = "SELECT max(id) AS newest FROM messages";

    private static final String LAST = """
            SELECT max(id) AS last FROM (SELECT id FROM messages WHERE id > ? ORDER BY id LIMIT ?)
            """;

    /**
     * Asks for nothing but lengths, which SQLite keeps in the head of a row, so that no content is read. They are
     * worked out before rows are put in groups: else it would sort the rows with all their content.
     */
    private static final String PARTS = """
            WITH sizes AS MATERIALIZED (
              SELECT
                session_id,
                id,
                coalesce(octet_length(content), 0)
                  + coalesce(octet_length(tool_calls), 0)
                  + coalesce(octet_length({messages.reasoning:NULL}), 0)
                  + coalesce(octet_length({messages.reasoning_content:NULL}), 0)
                  + coalesce(octet_length({messages.reasoning_details:NULL}), 0)
                  + coalesce(octet_length({messages.codex_reasoning_items:NULL}), 0)
                  + coalesce(octet_length({messages.codex_message_items:NULL}), 0)
                  + coalesce(octet_length({messages.api_content:NULL}), 0) AS bytes
              FROM messages
              WHERE id > ? AND id <= ?)
            SELECT session_id, id / ? AS block, min(id) AS first_id, count(*) AS messages, sum(bytes) AS bytes
            FROM sizes
            GROUP BY session_id, block
            """;

    private static final String TIMES = """
            SELECT id, timestamp FROM messages WHERE id IN (SELECT value FROM json_each(?))
            """;

    /** What the columns of old rows hold may be JSON in a string, a single call, or nothing that can be read. */
    private static final String CALLS = """
            WITH once AS MATERIALIZED (
              SELECT
                session_id,
                CASE json_type(tool_calls) WHEN 'text' THEN json_extract(tool_calls, '$') ELSE tool_calls END AS calls
              FROM messages
              WHERE id > ? AND id <= ? AND role = 'assistant' AND json_valid(tool_calls)),
            lists AS MATERIALIZED (
              SELECT
                session_id,
                CASE json_type(calls) WHEN 'array' THEN calls WHEN 'object' THEN json_array(json(calls)) END AS list
              FROM once
              WHERE json_valid(calls))
            SELECT
              session_id,
              coalesce(
                json_extract(call.value, '$.function.name'), json_extract(call.value, '$.name'), '') AS tool,
              count(*) AS calls
            FROM lists, json_each(list) AS call
            WHERE call.type = 'object'
            GROUP BY session_id, tool
            """;

    /** The next messages after one, so many at most. */
    static MessageSlice read(StoreConnection connection, long after, int atMost) throws SQLException {
        long newest = connection.first(NEWEST, row -> row.number("newest")).orElse(0L);
        long last =
                connection.first(LAST, row -> row.number("last"), after, atMost).orElse(0L);
        if (last <= after) {
            return new MessageSlice(after, newest, List.of(), Map.of(), List.of());
        }
        List<Part> parts = connection.list(PARTS, Part::of, after, last, BLOCK);
        Map<Long, Long> firsts = new TreeMap<>();
        parts.forEach(part -> firsts.merge(part.block, part.firstId, Math::min));
        Map<Long, Double> byId = connection
                .list(
                        TIMES,
                        row -> Map.entry(row.number("id"), row.time("timestamp")),
                        firsts.values().toString())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<Long, Double> times = new TreeMap<>();
        firsts.forEach((block, first) -> times.put(block, byId.getOrDefault(first, 0.0)));
        return new MessageSlice(last, newest, parts, times, connection.list(CALLS, Call::of, after, last));
    }

    /**
     * Messages of one session in one block.
     *
     * @param block which block
     * @param firstId the id of the first of them
     * @param messages how many
     * @param bytes what they hold
     */
    record Part(String sessionId, long block, long firstId, long messages, long bytes) {

        private static Part of(Row row) throws SQLException {
            return new Part(
                    row.text("session_id"),
                    row.number("block"),
                    row.number("first_id"),
                    row.number("messages"),
                    row.number("bytes"));
        }
    }

    /** Calls of one tool in one session. */
    record Call(String sessionId, String tool, long calls) {

        private static Call of(Row row) throws SQLException {
            return new Call(row.text("session_id"), row.text("tool").intern(), row.number("calls"));
        }
    }
}
