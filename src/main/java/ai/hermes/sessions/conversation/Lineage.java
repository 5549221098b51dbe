package ai.hermes.sessions.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Folds sessions into chains: when a conversation grows too long the agent ends its session by compression and goes on
 * in another one. Every session is in exactly one chain, most chains have one.
 */
final class Lineage {

    private final Map<String, SessionRow> rows = new HashMap<>();
    private final Map<String, SessionRow> continuations = new HashMap<>();
    private final Set<String> continuing = new HashSet<>();
    private final Comparator<SessionRow> preference;

    /**
     * @param sessions all sessions of a store
     * @param activity when a session was last active
     */
    Lineage(Collection<SessionRow> sessions, ToDoubleFunction<SessionRow> activity) {
        // Of several children the agent prefers the one that was compressed in its turn, then one that is open.
        this.preference = Comparator.<SessionRow>comparingInt(row -> row.compressed() ? 2 : row.open() ? 1 : 0)
                .thenComparingDouble(activity)
                .thenComparingDouble(SessionRow::startedAt)
                .thenComparing(SessionRow::id);
        sessions.forEach(row -> rows.put(row.id(), row));
        sessions.stream()
                .filter(row -> linkOf(row) == Link.CONTINUATION)
                .forEach(row -> continuations.merge(row.parentId(), row, this::preferred));
        continuations.values().forEach(row -> continuing.add(row.id()));
    }

    private SessionRow preferred(SessionRow one, SessionRow other) {
        return preference.compare(one, other) >= 0 ? one : other;
    }

    /** The session's parent, where it is still in the store. */
    Optional<SessionRow> parentOf(SessionRow row) {
        return row.parentId().isEmpty() || row.parentId().equals(row.id())
                ? Optional.empty()
                : Optional.ofNullable(rows.get(row.parentId()));
    }

    Link linkOf(SessionRow row) {
        return Link.of(row, parentOf(row));
    }

    /** All chains, each from its root to its tip. */
    List<List<SessionRow>> chains() {
        Set<String> seen = new HashSet<>(rows.size() * 2);
        List<List<SessionRow>> chains = new ArrayList<>(rows.size());
        rows.values().stream()
                .filter(row -> !continuing.contains(row.id()))
                .forEach(row -> chains.add(chainFrom(row, seen)));
        // What is left are parents in a circle, which only damage can make. They are not lost for it.
        rows.values().stream()
                .filter(row -> !seen.contains(row.id()))
                .sorted(Comparator.comparing(SessionRow::id))
                .filter(row -> !seen.contains(row.id()))
                .forEach(row -> chains.add(chainFrom(row, seen)));
        return chains;
    }

    private List<SessionRow> chainFrom(SessionRow root, Set<String> seen) {
        List<SessionRow> chain = new ArrayList<>(1);
        for (SessionRow row = root; row != null && seen.add(row.id()); row = continuations.get(row.id())) {
            chain.add(row);
        }
        return List.copyOf(chain);
    }
}
