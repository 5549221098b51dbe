package ai.hermes.sessions.search;

import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.query.TextMatch;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreConnection;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks through messages one by one, the newest first, for runs of characters that no index finds. Each slice is a
 * short read of its own, and what the indexes have found is not found again.
 */
@Singleton
class ScanSearch {

    /** Numbers of messages in one read. */
    static final long SLICE = 1_000;

    private static final String NEWEST = "SELECT max(id) AS id FROM messages";

    private static final String INDEXED = """
            SELECT f.rowid AS id
            FROM %1$s f CROSS JOIN messages ON messages.id = f.rowid
            WHERE f.%1$s MATCH ? AND f.rowid BETWEEN ? AND ?
              AND %2$s
            """;

    private final SearchReads reads;

    @Inject
    ScanSearch(SearchReads reads) {
        this.reads = reads;
    }

    /**
     * One slice of a scan.
     *
     * @param found messages, the newest first
     * @param from the least number that was looked at; 1 where all have been
     */
    record Slice(List<Candidate> found, long from) {}

    /**
     * Looks through one slice.
     *
     * @param scope which sessions
     * @param indexed what the indexes were asked, whose answers are left out
     * @param before only messages with a lesser number
     * @throws StoreFaultException if the store cannot be read now
     */
    Slice slice(
            AgentStore store,
            SearchText text,
            Condition scope,
            List<Match> indexed,
            long before,
            Cancellation cancellation) {
        return reads.read(store, cancellation, connection -> {
            long newest = connection.first(NEWEST, row -> row.number("id")).orElse(0L);
            long upTo = Math.min(newest, before - 1);
            long from = Math.max(1, upTo - SLICE + 1);
            List<Condition> conditions = Stream.concat(
                            Stream.of(Condition.VISIBLE, scope), Condition.of(text.ofMessages()).stream())
                    .toList();
            List<Object> binds = new ArrayList<>(List.of(from, upTo));
            binds.addAll(Condition.binds(conditions));
            Set<Long> known = indexed(connection, indexed, from, upTo);
            List<Candidate> found = connection
                    .list(
                            MessageText.COLUMNS + "WHERE messages.id BETWEEN ? AND ?\n  AND "
                                    + Condition.sql(conditions) + "\nORDER BY messages.id DESC",
                            row -> found(MessageText.of(row), text, known),
                            binds.toArray())
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
            return new Slice(found, from);
        });
    }

    private static Optional<Candidate> found(MessageText message, SearchText text, Set<Long> known) {
        String all = message.all();
        boolean fits = !known.contains(message.id())
                && text.wanted().stream().allMatch(it -> TextMatch.has(it, all))
                && text.unwanted().stream().noneMatch(it -> TextMatch.has(it, all));
        return fits
                ? Optional.of(new Candidate(message.id(), message.sessionId(), 0, 0, message.toolName()))
                : Optional.empty();
    }

    private static Set<Long> indexed(StoreConnection connection, List<Match> matches, long from, long upTo)
            throws SQLException {
        Set<Long> known = new HashSet<>();
        for (Match match : matches) {
            // All that is asked of the rows besides: what an index has, but was not found by it, is to be found here.
            List<Condition> conditions = Stream.concat(Stream.of(Condition.VISIBLE), match.conditions().stream())
                    .toList();
            List<Object> binds = new ArrayList<>(List.of(match.expression(), from, upTo));
            binds.addAll(Condition.binds(conditions));
            known.addAll(connection.list(
                    INDEXED.formatted(match.table().name(), Condition.sql(conditions)),
                    row -> row.number("id"),
                    binds.toArray()));
        }
        return known;
    }
}
