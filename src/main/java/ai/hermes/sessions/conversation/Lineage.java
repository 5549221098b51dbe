package ai.hermes.sessions.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Folds sessions into chains: when a conversation grows too long the agent ends its session by compression and goes on
 * in another one. Every session is in exactly one chain, most chains have one.
 *
 * <p>Rows can be put, replaced and removed one by one. What that costs depends on the relatives of the row, not on how
 * many sessions there are. Not for several threads at a time.
 */
final class Lineage {

    private final Map<String, SessionRow> rows = new HashMap<>();
    /** Ids of sessions by that of their parent, whether it is there or not. */
    private final Map<String, Set<String>> children = new HashMap<>();
    /** By which session a compressed one is carried on. */
    private final Map<String, String> next = new HashMap<>();

    private final Comparator<SessionRow> preference;

    /** @param activity when a session was last active */
    Lineage(ToDoubleFunction<SessionRow> activity) {
        // Of several children the agent prefers the one that was compressed in its turn, then one that is open.
        this.preference = Comparator.<SessionRow>comparingInt(row -> row.compressed() ? 2 : row.open() ? 1 : 0)
                .thenComparingDouble(activity)
                .thenComparingDouble(SessionRow::startedAt)
                .thenComparing(SessionRow::id);
    }

    Optional<SessionRow> row(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    boolean has(String id) {
        return rows.containsKey(id);
    }

    int size() {
        return rows.size();
    }

    Collection<SessionRow> rows() {
        return rows.values();
    }

    /** Ids of the sessions that name this one as their parent. */
    Set<String> childrenOf(String id) {
        return children.getOrDefault(id, Set.of());
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

    /**
     * Takes over what has changed.
     *
     * @param put rows that are new or other than before
     * @param removed ids of sessions that are gone
     * @param recounted ids of sessions whose activity may be another one now
     * @return ids of all sessions whose conversation may be another one now; of sessions that are gone as well
     */
    Set<String> change(Collection<SessionRow> put, Collection<String> removed, Collection<String> recounted) {
        Set<String> affected = new LinkedHashSet<>();
        Set<String> parents = new HashSet<>();
        for (SessionRow row : put) {
            SessionRow before = rows.put(row.id(), row);
            if (before == null || !before.sameToChildren(row)) {
                affected.addAll(childrenOf(row.id()));
                parents.add(row.id());
            }
            if (before == null || !before.parentId().equals(row.parentId())) {
                leaveParent(before, parents);
                if (!row.parentId().isEmpty()) {
                    children.computeIfAbsent(row.parentId(), it -> new HashSet<>(4))
                            .add(row.id());
                }
            }
            parents.add(row.parentId());
            affected.add(row.id());
        }
        for (String id : removed) {
            SessionRow before = rows.remove(id);
            leaveParent(before, parents);
            affected.addAll(childrenOf(id));
            parents.add(id);
            affected.add(id);
        }
        for (String id : recounted) {
            row(id).ifPresent(row -> parents.add(row.parentId()));
            affected.add(id);
        }
        parents.forEach(parent -> choose(parent, affected));
        return affected;
    }

    private void leaveParent(SessionRow row, Set<String> parents) {
        if (row != null && !row.parentId().isEmpty()) {
            Set<String> siblings = children.get(row.parentId());
            siblings.remove(row.id());
            if (siblings.isEmpty()) {
                children.remove(row.parentId());
            }
            parents.add(row.parentId());
        }
    }

    /** Chooses anew by which session one is carried on. */
    private void choose(String parent, Set<String> affected) {
        SessionRow row = rows.get(parent);
        String chosen = null;
        if (row != null && row.compressed()) {
            chosen = childrenOf(parent).stream()
                    .map(rows::get)
                    .filter(it -> linkOf(it) == Link.CONTINUATION)
                    .max(preference)
                    .map(SessionRow::id)
                    .orElse(null);
        }
        String before = chosen == null ? next.remove(parent) : next.put(parent, chosen);
        if (before != null && !before.equals(chosen) || chosen != null && !chosen.equals(before)) {
            affected.add(parent);
            if (before != null) {
                affected.add(before);
            }
            if (chosen != null) {
                affected.add(chosen);
            }
        }
    }

    /** All chains, each from its root to its tip. */
    List<List<SessionRow>> chains() {
        return chains(rows.keySet());
    }

    /** The chains that some sessions are in, each once; those of sessions that are not there are none. */
    List<List<SessionRow>> chains(Collection<String> sessions) {
        Set<String> done = new HashSet<>();
        List<List<SessionRow>> chains = new ArrayList<>();
        for (String id : sessions) {
            if (rows.containsKey(id) && !done.contains(id)) {
                List<SessionRow> chain = chainFrom(rootOf(id));
                chain.forEach(row -> done.add(row.id()));
                chains.add(chain);
            }
        }
        return chains;
    }

    /**
     * Goes back from a session to the one that its chain begins with. Parents in a circle, which only damage can make,
     * are not lost for it: their chain begins with the smallest id.
     */
    private String rootOf(String id) {
        String root = id;
        String smallest = id;
        while (continues(root)) {
            root = rows.get(root).parentId();
            if (root.equals(id)) {
                return smallest;
            }
            smallest = root.compareTo(smallest) < 0 ? root : smallest;
        }
        return root;
    }

    private boolean continues(String id) {
        return id.equals(next.get(rows.get(id).parentId()));
    }

    private List<SessionRow> chainFrom(String root) {
        if (!next.containsKey(root)) {
            return List.of(rows.get(root));
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String id = root; id != null && seen.add(id); id = next.get(id)) {
            // Goes on to the tip.
        }
        return seen.stream().map(rows::get).toList();
    }
}
