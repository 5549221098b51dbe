package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What is new in a store since the last look, read in one short snapshot: new messages, the sessions that they are in,
 * new sessions, and sessions of which it is known that they change often.
 *
 * @param hasMessages whether the store has messages at all
 * @param upTo the greatest id of the messages that were counted
 * @param lastMessage the greatest id that there is
 * @param counted the new messages by their sessions
 * @param times when these were written
 * @param rows the sessions that were read, by their ids
 * @param missing ids of sessions that were asked for and are not there
 * @param leases all turns
 * @param more whether there is more than one look shall read
 */
record StoreDelta(
        boolean hasMessages,
        long upTo,
        long lastMessage,
        Map<String, MessageCounter.Counted> counted,
        Map<String, MessageCounter.Times> times,
        Map<String, StoredRow> rows,
        Set<String> missing,
        TurnLeases leases,
        boolean more) {

    /** Messages that are counted in one read: some 50 ms on a slow disk. */
    static final long MOST_MESSAGES = 20_000;

    private static final int MOST_SESSIONS = 2_000;

    /**
     * @param message messages with greater ids are new
     * @param rowId sessions with greater numbers are new
     * @param often ids of sessions that change often
     */
    static StoreDelta read(
            StoreConnection connection, long message, long rowId, Set<String> often, UnaryOperator<String> shared)
            throws SQLException {
        boolean hasMessages = connection.schema().has("messages");
        MessageCounter counter = new MessageCounter(connection);
        long last = hasMessages ? counter.lastId() : 0;
        long upTo = Math.min(last, message + MOST_MESSAGES);
        Map<String, MessageCounter.Counted> counted = upTo > message ? counter.inRange(message, upTo) : Map.of();
        Map<String, MessageCounter.Times> times = counted.isEmpty() ? Map.of() : counter.timesInRange(message, upTo);
        List<StoredRow> added = StoredRow.after(connection, rowId, MOST_SESSIONS, shared);
        Map<String, StoredRow> rows = added.stream()
                .collect(Collectors.toMap(each -> each.row().id(), each -> each, (one, other) -> other, HashMap::new));
        Set<String> wanted = new HashSet<>(often);
        wanted.addAll(counted.keySet());
        wanted.removeAll(rows.keySet());
        Map<String, StoredRow> found = StoredRow.byIds(connection, wanted, shared);
        wanted.removeAll(found.keySet());
        rows.putAll(found);
        rows.putAll(StoredRow.byIds(connection, parents(rows), shared));
        return new StoreDelta(
                hasMessages,
                upTo,
                last,
                counted,
                times,
                rows,
                wanted,
                TurnLeases.all(connection),
                upTo < last || added.size() == MOST_SESSIONS);
    }

    /** A session that goes on in another one ends when that one begins: both must be seen, or neither. */
    private static Set<String> parents(Map<String, StoredRow> rows) {
        return rows.values().stream()
                .map(each -> each.row().parentId())
                .filter(id -> !id.isEmpty() && !rows.containsKey(id))
                .collect(Collectors.toSet());
    }
}
