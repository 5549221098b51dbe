package ai.hermes.sessions.conversation;

import ai.hermes.sessions.conversation.StoredRow.Sealed;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Finds rows of the table {@code sessions} that changed without a message that would tell of it: titles, flags, ends,
 * and rows that were removed. Goes through the table slice by slice and compares digests.
 *
 * <p>Not for several threads at a time.
 */
final class SessionSweep {

    /** Rows that are compared in one read: some milliseconds. */
    private static final int SLICE = 1_000;

    private final NavigableMap<Long, Sealed> seen = new TreeMap<>();
    private long position = Long.MIN_VALUE;
    private boolean running;
    private boolean due;

    /** Something was committed: the rows are to be compared, once more where that is under way. */
    void request() {
        due = true;
    }

    /** Begins from the start. */
    void begin() {
        due = false;
        running = true;
        position = Long.MIN_VALUE;
    }

    /** Whether something was committed since the last comparison began. */
    boolean due() {
        return due;
    }

    /** Whether there are slices left. */
    boolean running() {
        return running;
    }

    /** A row was read. */
    void note(StoredRow row) {
        seen.put(row.rowId(), row.sealed());
    }

    /** After which row the ones lie that were never read. */
    long lastRowId() {
        return seen.isEmpty() ? Long.MIN_VALUE : seen.lastKey();
    }

    /** Reads the next slice, and what is other in it than it was. */
    Slice read(StoreConnection connection, UnaryOperator<String> shared) throws SQLException {
        List<Sealed> now = StoredRow.sealsAfter(connection, position, SLICE);
        long upTo =
                now.size() < SLICE ? Long.MAX_VALUE : now.get(now.size() - 1).rowId();
        Set<String> suspects = new HashSet<>();
        Map<Long, Sealed> known = new HashMap<>(seen.subMap(position, false, upTo, true));
        for (Sealed each : now) {
            Sealed before = known.remove(each.rowId());
            if (!each.equals(before)) {
                suspects.add(each.id());
                if (before != null) {
                    suspects.add(before.id());
                }
            }
        }
        known.values().forEach(gone -> suspects.add(gone.id()));
        // A row that does not lie where it lay may lie somewhere else: only who has no row at all is gone.
        Map<String, StoredRow> rows = StoredRow.byIds(connection, suspects, shared);
        suspects.removeAll(rows.keySet());
        return new Slice(upTo, known.keySet(), rows.values(), suspects);
    }

    /** Goes on after a slice whose changes were taken over. */
    void passed(Slice slice) {
        seen.keySet().removeAll(slice.vanished);
        slice.rows.forEach(this::note);
        position = slice.upTo;
        running = slice.upTo != Long.MAX_VALUE;
    }

    /**
     * What was found in a slice.
     *
     * @param upTo where it ends
     * @param vanished numbers at which there are no rows any more
     * @param rows those that are new or other than before
     * @param removed ids of sessions that are gone
     */
    record Slice(long upTo, Set<Long> vanished, Collection<StoredRow> rows, Set<String> removed) {

        boolean isEmpty() {
            return rows.isEmpty() && removed.isEmpty();
        }
    }
}
