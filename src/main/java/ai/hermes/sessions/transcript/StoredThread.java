package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The segments of a chain as one thread that can be walked along from any message, in both directions, without looking
 * at more of it than is asked for. For the length of one read.
 */
final class StoredThread {

    private static final int SMALLEST_BATCH = 64;
    private static final int LARGEST_BATCH = 4_096;

    /** The ids come from an index, of which each session has one in stores of every age; only their rows are read. */
    private static final String BEFORE = "SELECT\n" + Entry.COLUMNS + """
            FROM messages
            WHERE messages.id IN (
              SELECT id FROM messages WHERE session_id = ? AND id < ? ORDER BY id DESC LIMIT ?)
            """;

    private static final String AFTER = "SELECT\n" + Entry.COLUMNS + """
            FROM messages
            WHERE messages.id IN (
              SELECT id FROM messages WHERE session_id = ? AND id > ? ORDER BY id LIMIT ?)
            """;

    private static final String ANY_SUMMARISED = """
            SELECT 1 AS there
            FROM messages
            WHERE session_id = ? AND {messages.active:1} = 0 AND {messages.compacted:0} = 1
            LIMIT 1
            """;

    /** The same rule as that of {@link Twins}, for a few messages: their others have the same time, by an index. */
    private static final String TWINS = "SELECT one.id AS twin_of,\n" + Entry.COLUMNS + """
            FROM messages AS one
            JOIN messages ON messages.session_id = one.session_id AND messages.timestamp IS one.timestamp
            WHERE one.id IN (SELECT value FROM json_each(?))
              AND messages.id <> one.id
              AND messages.role IS one.role
              AND coalesce(octet_length(messages.content), 0) = coalesce(octet_length(one.content), 0)
              AND coalesce(octet_length(messages.tool_calls), 0) = coalesce(octet_length(one.tool_calls), 0)
              AND ({messages.active:1} IS NOT 0 OR {messages.compacted:0} = 1)
              AND {messages.display_kind:NULL} IS NOT 'hidden'
              AND coalesce(messages.content, '') = coalesce(one.content, '')
              AND coalesce(messages.tool_calls, '') = coalesce(one.tool_calls, '')
              AND coalesce(messages.tool_call_id, '') = coalesce(one.tool_call_id, '')
              AND coalesce(messages.tool_name, '') = coalesce(one.tool_name, '')
            """;

    private static final String BY_ID = "SELECT messages.session_id AS session_id,\n" + Entry.COLUMNS + """
            FROM messages WHERE messages.id = ?
            """;

    private final StoreConnection connection;
    private final List<String> segments;
    private final Show show;
    private final Map<Integer, Boolean> twins = new HashMap<>();

    StoredThread(StoreConnection connection, List<String> segments, Show show) {
        this.connection = connection;
        this.segments = segments;
        this.show = show;
    }

    /**
     * What was found on a walk.
     *
     * @param entries messages, the nearest first
     * @param stopped id of the message after which it was given up; empty where nothing was left to look for
     */
    record Walked(List<Entry> entries, Optional<Long> stopped) {}

    Place root() {
        return Place.before(0);
    }

    Place tip() {
        return Place.after(segments.size() - 1);
    }

    /** Where a message stands; empty where it is not in this conversation. */
    Optional<Place> placeOf(long id) throws SQLException {
        Optional<Map.Entry<String, Entry>> found =
                connection.first(BY_ID, row -> Map.entry(row.text("session_id"), Entry.of(row, 0)), id);
        int segment = found.map(it -> segments.indexOf(it.getKey())).orElse(-1);
        if (segment < 0) {
            return Optional.empty();
        }
        Entry entry = found.get().getValue().at(new Place(segment, id));
        boolean alone = entry.hidden() || entry.rewound() || !collapses(segment);
        return Optional.of(
                alone ? entry.place() : collapsed(List.of(entry), true).get(0).place());
    }

    /** The next messages in a direction. */
    List<Entry> walk(Place from, boolean back, int count) throws SQLException {
        return walk(from, back, count, Integer.MAX_VALUE, entry -> true).entries();
    }

    /**
     * The next messages of a kind.
     *
     * @param from is not among them
     * @param count how many at most
     * @param rows how many may be looked at
     */
    Walked walk(Place from, boolean back, int count, int rows, Predicate<Entry> wanted) throws SQLException {
        List<Entry> found = new ArrayList<>();
        int segment = from.segment();
        long bound = from.id();
        int batch = Math.max(SMALLEST_BATCH, Math.min(count, LARGEST_BATCH));
        int left = rows;
        Optional<Long> stop = Optional.empty();
        while (segment >= 0 && segment < segments.size() && found.size() < count) {
            if (left <= 0 && stop.isPresent()) {
                return new Walked(found, stop);
            }
            List<Entry> read = batch(segment, bound, back, batch);
            left -= read.size();
            List<Entry> shown = shown(read, segment);
            shown.stream().filter(wanted).forEach(found::add);
            Optional<Long> before = stop;
            stop = lastOf(read, shown).or(() -> before);
            if (read.size() < batch) {
                segment += back ? -1 : 1;
                bound = back ? Long.MAX_VALUE : Long.MIN_VALUE;
            } else {
                bound = read.get(read.size() - 1).id();
                batch = Math.min(2 * batch, LARGEST_BATCH);
            }
        }
        return new Walked(List.copyOf(found.subList(0, Math.min(count, found.size()))), Optional.empty());
    }

    /** The last message that stands in its own place: one that stands elsewhere would lead back there. */
    private static Optional<Long> lastOf(List<Entry> read, List<Entry> shown) {
        Set<Long> places = shown.stream().map(it -> it.place().id()).collect(Collectors.toSet());
        for (int i = read.size() - 1; i >= 0; i--) {
            Entry entry = read.get(i);
            if (entry.hidden() || entry.rewound() || places.contains(entry.id())) {
                return Optional.of(entry.id());
            }
        }
        return Optional.empty();
    }

    private List<Entry> batch(int segment, long bound, boolean back, int size) throws SQLException {
        List<Entry> read = connection.list(
                back ? BEFORE : AFTER, row -> Entry.of(row, segment), segments.get(segment), bound, size);
        Comparator<Entry> order = Comparator.comparingLong(Entry::id);
        read.sort(back ? order.reversed() : order);
        return read;
    }

    private List<Entry> shown(List<Entry> read, int segment) throws SQLException {
        List<Entry> shown =
                read.stream().filter(it -> !it.hidden() && show.shows(it)).toList();
        return show.compacted() && !shown.isEmpty() && collapses(segment) ? collapsed(shown, false) : shown;
    }

    /** Only where the agent summarised a session in place are messages in it more than once. */
    private boolean collapses(int segment) throws SQLException {
        Boolean known = twins.get(segment);
        if (known == null) {
            known = show.compacted()
                    && connection
                            .first(ANY_SUMMARISED, row -> row.flag("there"), segments.get(segment))
                            .isPresent();
            twins.put(segment, known);
        }
        return known;
    }

    /**
     * One of each message, in the place of the first.
     *
     * @param anywhere whether those that do not stand first are moved there rather than left out
     */
    private List<Entry> collapsed(List<Entry> shown, boolean anywhere) throws SQLException {
        List<Long> ids =
                shown.stream().filter(it -> !it.rewound()).map(Entry::id).toList();
        Map<Long, List<Entry>> others = new HashMap<>();
        connection
                .list(TWINS, row -> Map.entry(row.number("twin_of"), Entry.of(row, 0)), ids.toString())
                .forEach(it -> others.computeIfAbsent(it.getKey(), id -> new ArrayList<>())
                        .add(it.getValue()));
        Comparator<Entry> best = Comparator.comparing(Entry::live).thenComparingLong(Entry::id);
        List<Entry> left = new ArrayList<>(shown.size());
        for (Entry each : shown) {
            List<Entry> group = new ArrayList<>(others.getOrDefault(each.id(), List.of()));
            group.add(each);
            long first = group.stream().mapToLong(Entry::id).min().orElseThrow();
            if (anywhere || first == each.id()) {
                Entry chosen = group.stream().max(best).orElseThrow();
                left.add(chosen.at(new Place(each.place().segment(), first)));
            }
        }
        return left;
    }
}
