package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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
 * @param lastId the greatest id
 */
record MessageFacts(long count, long userCount, double lastAt, long lastId) {

    static final MessageFacts NONE = new MessageFacts(0, 0, 0, 0);

    /** SQLite allows more variables, but older ones do not. */
    private static final int CHUNK = 500;

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
              max(CASE WHEN typeof(timestamp) IN ('real', 'integer') THEN timestamp END) AS last_at,
              max(id) AS last_id
            FROM messages
            WHERE %s AND
            """.formatted(VISIBLE);

    private static final String IN_RANGE = FACTS + "  id > ? AND id <= ? GROUP BY session_id";
    private static final String OF_SESSIONS = FACTS + "  session_id IN (%s) GROUP BY session_id";
    private static final String LAST_ID = "SELECT max(id) AS last_id FROM messages";
    private static final String CHANGED_SINCE = "SELECT DISTINCT session_id FROM messages WHERE id > ?";

    static long lastId(StoreConnection connection) throws SQLException {
        return connection.first(LAST_ID, row -> row.number("last_id")).orElse(0L);
    }

    /** Sessions that got messages after the one with that id. */
    static List<String> changedSince(StoreConnection connection, long id) throws SQLException {
        return connection.list(CHANGED_SINCE, row -> row.text("session_id"), id);
    }

    /** The facts of the messages in a range of ids: one slice of the whole. */
    static Map<String, MessageFacts> inRange(StoreConnection connection, long after, long upTo) throws SQLException {
        return bySession(connection.list(IN_RANGE, MessageFacts::of, after, upTo));
    }

    /** The whole facts of some sessions; those without a message are not in the answer. */
    static Map<String, MessageFacts> of(StoreConnection connection, Collection<String> sessions) throws SQLException {
        List<String> ids = List.copyOf(sessions);
        List<Map.Entry<String, MessageFacts>> facts = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            Object[] chunk =
                    ids.subList(from, Math.min(ids.size(), from + CHUNK)).toArray();
            String marks = "?, ".repeat(chunk.length - 1) + "?";
            facts.addAll(connection.list(OF_SESSIONS.formatted(marks), MessageFacts::of, chunk));
        }
        return bySession(facts);
    }

    private static Map.Entry<String, MessageFacts> of(Row row) throws SQLException {
        return Map.entry(
                row.text("session_id"),
                new MessageFacts(
                        row.number("messages"),
                        row.number("user_messages"),
                        row.time("last_at"),
                        row.number("last_id")));
    }

    private static Map<String, MessageFacts> bySession(List<Map.Entry<String, MessageFacts>> facts) {
        Map<String, MessageFacts> result = new HashMap<>(facts.size() * 2);
        facts.forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        return result;
    }

    /** These and the facts of another slice of the same session. */
    MessageFacts and(MessageFacts other) {
        return new MessageFacts(
                count + other.count,
                userCount + other.userCount,
                Math.max(lastAt, other.lastAt),
                Math.max(lastId, other.lastId));
    }
}
