package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Counts messages in a store.
 *
 * <p>A message can be megabytes long, and a store gigabytes. SQLite keeps NULL, 0 and 1 in the head of a row, so that
 * whoever asks for nothing behind the content leaves the pages alone that it overflows to. The time stands behind the
 * content: it is taken from an index, and read of single messages only.
 */
final class MessageCounter {

    private static final String SHOWN = """
              ({messages.active:1} IS NOT 0 OR {messages.compacted:0} = 1)
              AND {messages.display_kind:NULL} IS NOT 'hidden'
              AND role IS NOT 'session_meta'
            """;

    private static final String COUNTS = """
            SELECT
              session_id,
              count(*) AS messages,
              sum(role = 'user') AS user_messages,
              max(id) AS last_id,
              max({messages.active:1} IS 0) AS summarised
            FROM messages
            WHERE %s AND
            """.formatted(SHOWN);

    private static final String TIME = """
            CASE WHEN typeof(timestamp) IN ('real', 'integer') AND timestamp <= %s THEN timestamp END
            """.formatted(Row.LATEST_TIME);

    private static final String IN_RANGE = COUNTS + "  id > ? AND id <= ? GROUP BY session_id";

    private static final String OF_SESSIONS =
            COUNTS + "  session_id IN (SELECT value FROM json_each(?)) AND id <= ? GROUP BY session_id";

    private static final String TIMES_IN_RANGE = """
            SELECT session_id, min(coalesce(%s, 0)) AS first_at, max(%s) AS last_at
            FROM messages
            WHERE %s AND id > ? AND id <= ?
            GROUP BY session_id
            """.formatted(TIME, TIME, SHOWN);

    private static final String TIMES_OF_MESSAGES =
            "SELECT session_id, timestamp FROM messages WHERE id IN (SELECT value FROM json_each(?))";

    private static final String NEWEST_TIMES = """
            SELECT
              value AS session_id,
              (SELECT max(timestamp) FROM messages WHERE session_id = json_each.value) AS timestamp
            FROM json_each(?)
            """;

    private static final String TIMES_OF_SESSIONS = """
            SELECT session_id, max(%s) AS last_at
            FROM messages
            WHERE %s AND session_id IN (SELECT value FROM json_each(?)) AND id <= ?
            GROUP BY session_id
            """.formatted(TIME, SHOWN);

    /** Content is compared only of messages of the same session, time and sizes: of next to none. */
    private static final String WITHOUT_TWINS = """
            WITH shown AS NOT MATERIALIZED (SELECT * FROM messages WHERE %s AND session_id = ? AND id <= ?)
            SELECT count(*) AS messages, sum(role = 'user') AS user_messages
            FROM shown
            WHERE NOT EXISTS (
              SELECT 1 FROM shown AS earlier
              WHERE earlier.timestamp = shown.timestamp
                AND earlier.id < shown.id
                AND earlier.role IS shown.role
                AND octet_length(earlier.content) IS octet_length(shown.content)
                AND octet_length(earlier.tool_calls) IS octet_length(shown.tool_calls)
                AND earlier.tool_call_id IS shown.tool_call_id
                AND earlier.tool_name IS shown.tool_name
                AND earlier.content IS shown.content
                AND earlier.tool_calls IS shown.tool_calls)
            """.formatted(SHOWN);

    private static final String LAST_ID = "SELECT max(id) AS last_id FROM messages";

    private static final String INDEXED = """
            SELECT 1 FROM sqlite_master
            WHERE type = 'index' AND tbl_name = 'messages'
              AND lower(replace(sql, ' ', '')) LIKE '%(session\\_id,timestamp)' ESCAPE '\\'
            """;

    private final StoreConnection connection;

    MessageCounter(StoreConnection connection) {
        this.connection = connection;
    }

    long lastId() throws SQLException {
        return connection.first(LAST_ID, row -> row.number("last_id")).orElse(0L);
    }

    /** Whether times can be found by sessions. All agents make such an index; other writers may not. */
    boolean indexed() throws SQLException {
        return connection.first(INDEXED, row -> true).orElse(false);
    }

    /** The counts of messages in a range of ids, without their times: one slice of the whole. */
    Map<String, Counted> inRange(long after, long upTo) throws SQLException {
        return bySession(connection.list(IN_RANGE, Counted::of, after, upTo));
    }

    /** The times of messages in a range of ids. For a few messages, or where there is no index. */
    Map<String, Times> timesInRange(long after, long upTo) throws SQLException {
        return bySession(connection.list(
                TIMES_IN_RANGE,
                row -> Map.entry(row.text("session_id"), new Times(row.time("first_at"), row.time("last_at"))),
                after,
                upTo));
    }

    /** The whole facts of some sessions, a hundred or so, from messages up to an id. All sessions are in the answer. */
    Map<String, MessageFacts> ofSessions(Collection<String> sessions, long upTo) throws SQLException {
        Map<String, Counted> counted = bySession(connection.list(OF_SESSIONS, Counted::of, jsonOf(sessions), upTo));
        Map<String, MessageFacts> facts = new HashMap<>();
        sessions.forEach(session -> facts.put(session, MessageFacts.NONE));
        facts.putAll(completed(counted, upTo));
        return facts;
    }

    /** The facts of sessions of which messages up to an id are counted: with times, and with each message once. */
    Map<String, MessageFacts> completed(Map<String, Counted> counted, long upTo) throws SQLException {
        boolean indexed = indexed();
        Map<String, Double> times = indexed ? timesBy(counted) : new HashMap<>();
        List<String> others = counted.keySet().stream()
                .filter(session -> !times.containsKey(session))
                .toList();
        if (!others.isEmpty()) {
            times.putAll(bySession(connection.list(
                    TIMES_OF_SESSIONS,
                    row -> Map.entry(row.text("session_id"), row.time("last_at")),
                    jsonOf(others),
                    upTo)));
        }
        Map<String, MessageFacts> facts = new HashMap<>();
        for (Map.Entry<String, Counted> each : counted.entrySet()) {
            String session = each.getKey();
            MessageFacts plain = each.getValue().facts().at(times.getOrDefault(session, 0.0));
            // Without the index each message would be compared with all others.
            boolean twins = indexed && each.getValue().summarised();
            facts.put(session, twins ? withoutTwins(session, plain, upTo) : plain);
        }
        return facts;
    }

    /** Where the message that was written last is the newest one, too, its time is the session's. */
    private Map<String, Double> timesBy(Map<String, Counted> counted) throws SQLException {
        String ids = counted.values().stream()
                .map(it -> Long.toString(it.facts().lastId()))
                .collect(Collectors.joining(",", "[", "]"));
        Map<String, OptionalDouble> last = bySession(connection.list(TIMES_OF_MESSAGES, MessageCounter::timeOf, ids));
        Map<String, OptionalDouble> newest =
                bySession(connection.list(NEWEST_TIMES, MessageCounter::timeOf, jsonOf(counted.keySet())));
        Map<String, Double> times = new HashMap<>();
        last.forEach((session, time) -> {
            if (time.isPresent()
                    && time.equals(newest.get(session))
                    && time.getAsDouble() > 0
                    && time.getAsDouble() <= Row.LATEST_TIME) {
                times.put(session, time.getAsDouble());
            }
        });
        return times;
    }

    private static Map.Entry<String, OptionalDouble> timeOf(Row row) throws SQLException {
        return Map.entry(row.text("session_id"), row.decimal("timestamp"));
    }

    /** When the agent summarises a session in place it stores the messages that it keeps again. Each counts once. */
    private MessageFacts withoutTwins(String session, MessageFacts facts, long upTo) throws SQLException {
        return connection
                .first(
                        WITHOUT_TWINS,
                        row -> new MessageFacts(
                                row.number("messages"), row.number("user_messages"), facts.lastAt(), facts.lastId()),
                        session,
                        upTo)
                .orElse(facts);
    }

    private static <T> Map<String, T> bySession(List<Map.Entry<String, T>> values) {
        Map<String, T> result = new HashMap<>(values.size() * 2);
        values.forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        return result;
    }

    /** Texts as a JSON array, for {@code json_each}. */
    static String jsonOf(Collection<String> texts) {
        return texts.stream()
                .map(text ->
                        '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    /**
     * Messages, counted.
     *
     * @param facts without their times
     * @param summarised whether some of them were summarised in place, so that others may be stored twice
     */
    record Counted(MessageFacts facts, boolean summarised) {

        private static Map.Entry<String, Counted> of(Row row) throws SQLException {
            return Map.entry(
                    row.text("session_id"),
                    new Counted(
                            new MessageFacts(
                                    row.number("messages"), row.number("user_messages"), 0, row.number("last_id")),
                            row.flag("summarised")));
        }

        Counted and(Counted other) {
            return new Counted(facts.and(other.facts), summarised || other.summarised);
        }
    }

    /** The times of the oldest and the newest of some messages, in seconds since 1970; 0 where it is not known. */
    record Times(double first, double last) {}
}
