package ai.hermes.sessions.conversation;

import ai.hermes.sessions.conversation.StoredRow.Seal;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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

    private final NavigableMap<Long, Known> seen = new TreeMap<>();
    /**
     * Sessions in whose place another one lies now: SQLite gives the place of the last row that was removed out again.
     */
    private final Set<String> displaced = new HashSet<>();

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
        Optional.ofNullable(
                        seen.put(row.rowId(), new Known(row.seal(), row.row().id())))
                .filter(before -> !before.id.equals(row.row().id()))
                .ifPresent(before -> displaced.add(before.id));
    }

    /** After which row the ones lie that were never read. */
    long lastRowId() {
        return seen.isEmpty() ? Long.MIN_VALUE : seen.lastKey();
    }

    /** Reads the next slice, and what is other in it than it was. */
    Slice read(StoreConnection connection, UnaryOperator<String> shared) throws SQLException {
        List<Seal> now = StoredRow.sealsAfter(connection, position, SLICE);
        long upTo =
                now.size() < SLICE ? Long.MAX_VALUE : now.get(now.size() - 1).rowId();
        Set<String> suspects = new HashSet<>(displaced);
        List<Long> others = new ArrayList<>();
        int met = 0;
        for (Seal each : now) {
            Optional<Known> before = Optional.ofNullable(seen.get(each.rowId()));
            met += before.isPresent() ? 1 : 0;
            if (before.filter(it -> it.seal == each.digest()).isEmpty()) {
                others.add(each.rowId());
                before.ifPresent(it -> suspects.add(it.id));
            }
        }
        Map<Long, Known> vanished = vanished(now, upTo, met);
        vanished.values().forEach(it -> suspects.add(it.id));
        StoredRow.byRowIds(connection, others, shared)
                .forEach(each -> suspects.add(each.row().id()));
        // A row that does not lie where it lay may lie somewhere else: only who has no row at all is gone.
        Map<String, StoredRow> rows = StoredRow.byIds(connection, suspects, shared);
        suspects.removeAll(rows.keySet());
        return new Slice(upTo, vanished.keySet(), rows.values(), suspects);
    }

    /** What lay in a slice and does not any more. */
    private Map<Long, Known> vanished(List<Seal> now, long upTo, int met) {
        NavigableMap<Long, Known> before = seen.subMap(position, false, upTo, true);
        if (before.size() == met) {
            return Map.of();
        }
        Map<Long, Known> vanished = new HashMap<>(before);
        now.forEach(each -> vanished.remove(each.rowId()));
        return vanished;
    }

    /** Goes on after a slice whose changes were taken over. */
    void passed(Slice slice) {
        seen.keySet().removeAll(slice.vanished);
        slice.rows.forEach(this::note);
        displaced.removeAll(slice.removed);
        slice.rows.forEach(row -> displaced.remove(row.row().id()));
        position = slice.upTo;
        running = slice.upTo != Long.MAX_VALUE;
        // What the last slice has displaced is looked up as well.
        due |= !running && !displaced.isEmpty();
    }

    /**
     * A row as it was.
     *
     * @param seal its digest
     * @param id of its session
     */
    private record Known(long seal, String id) {}

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
