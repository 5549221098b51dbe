package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which conversations have a turn that runs now: the agent notes a lease with an end for each, and renews it.
 *
 * @param ends end of the lease in seconds since 1970, by id of the conversation's root
 */
record TurnLeases(Map<String, Double> ends) {

    static final TurnLeases NONE = new TurnLeases(Map.of());

    private static final String ALL = "SELECT conversation_id, expires_at FROM session_turn_leases";

    static TurnLeases all(StoreConnection connection) throws SQLException {
        if (!connection.schema().has("session_turn_leases", "expires_at")) {
            return NONE;
        }
        Map<String, Double> ends = new HashMap<>();
        connection
                .list(ALL, row -> Map.entry(row.text("conversation_id"), row.time("expires_at")))
                .forEach(lease -> ends.put(lease.getKey(), lease.getValue()));
        return new TurnLeases(ends);
    }

    /** When the turn of that conversation ends at the latest, in seconds since 1970; 0 where none runs. */
    double endOf(String conversation) {
        return ends.getOrDefault(conversation, 0.0);
    }

    /** Conversations whose turn is another one in the other leases. */
    Set<String> differenceTo(TurnLeases other) {
        Set<String> difference = new HashSet<>();
        ends.forEach((id, end) -> {
            if (!end.equals(other.ends.get(id))) {
                difference.add(id);
            }
        });
        other.ends.keySet().stream().filter(id -> !ends.containsKey(id)).forEach(difference::add);
        return difference;
    }
}
