package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the list says of a session's messages. Messages that were undone or are hidden do not count; those that were
 * summarised away do.
 *
 * @param count messages
 * @param userCount messages of the user
 * @param lastAt time of the newest, in seconds since 1970; 0 where there is none
 */
record MessageFacts(long count, long userCount, double lastAt) {

    static final MessageFacts NONE = new MessageFacts(0, 0, 0);

    private static final String VISIBLE = """
              ({messages.active:1} IS NOT 0 OR {messages.compacted:0} = 1)
              AND {messages.display_kind:NULL} IS NOT 'hidden'
              AND role IS NOT 'session_meta'
            """;

    private static final String FACTS = """
            SELECT
              session_id,
              count(*) AS messages,
              sum(role = 'user') AS user_messages,
              max(CASE WHEN typeof(timestamp) IN ('real', 'integer') AND timestamp <= %s THEN timestamp END) AS last_at
            FROM messages
            WHERE %s AND
            """.formatted(Row.LATEST_TIME, VISIBLE);

    private static final String IN_RANGE = FACTS + "  id > ? AND id <= ? GROUP BY session_id";
    private static final String OF_SESSIONS = FACTS + "  session_id IN (%s) GROUP BY session_id";
    private static final String LAST_ID = "SELECT max(id) AS last_id FROM messages";

    /** What the agent noted itself: all there is where messages cannot be counted, or not yet. */
    static MessageFacts noted(SessionRow row) {
        return new MessageFacts(row.messageCount(), row.messageCount(), 0);
    }

    static long lastId(StoreConnection connection) throws SQLException {
        return connection.first(LAST_ID, row -> row.number("last_id")).orElse(0L);
    }

    /** The facts of the messages in a range of ids: one slice of the whole. */
    static Map<String, MessageFacts> inRange(StoreConnection connection, long after, long upTo) throws SQLException {
        return bySession(connection.list(IN_RANGE, MessageFacts::of, after, upTo));
    }

    /** The whole facts of some sessions, a hundred or so; those without a message are not in the answer. */
    static Map<String, MessageFacts> of(StoreConnection connection, List<String> sessions) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(sessions.size(), "?"));
        return bySession(connection.list(OF_SESSIONS.formatted(marks), MessageFacts::of, sessions.toArray()));
    }

    private static Map.Entry<String, MessageFacts> of(Row row) throws SQLException {
        return Map.entry(
                row.text("session_id"),
                new MessageFacts(row.number("messages"), row.number("user_messages"), row.time("last_at")));
    }

    private static Map<String, MessageFacts> bySession(List<Map.Entry<String, MessageFacts>> facts) {
        Map<String, MessageFacts> result = new HashMap<>(facts.size() * 2);
        facts.forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        return result;
    }

    /** These and the facts of another slice of the same session. */
    MessageFacts and(MessageFacts other) {
        return new MessageFacts(count + other.count, userCount + other.userCount, Math.max(lastAt, other.lastAt));
    }
}
