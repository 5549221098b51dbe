package ai.hermes.sessions.search;

import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.query.Term;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreConnection;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Searches the messages of one store by the full-text indexes that the agent keeps in it. Each table is asked in a
 * short read of its own, and for no more than is to be shown.
 */
@Singleton
class IndexSearch {

    /** What tells whether a message is shown stands behind its content, and so the name of a tool costs nothing. */
    private static final String RANKED = """
            SELECT f.rowid AS id, f.rank AS rank, messages.session_id AS session_id,
              CASE messages.role WHEN 'tool' THEN messages.tool_name END AS tool
            FROM %1$s f CROSS JOIN messages ON messages.id = f.rowid
            WHERE f.%1$s MATCH ?
              AND %2$s
            ORDER BY f.rank
            LIMIT ?
            """;

    /**
     * The same where hardly a row is left out. What tells that stands behind the content of a message, so it is slow to
     * read of all that match; here it is read of the best alone, and those that are left out count as well.
     */
    private static final String RANKED_OF_ALL = """
            SELECT f.id AS id, f.rank AS rank, messages.session_id AS session_id,
              CASE messages.role WHEN 'tool' THEN messages.tool_name END AS tool
            FROM (SELECT rowid AS id, rank FROM %1$s WHERE %1$s MATCH ? ORDER BY rank LIMIT ?) f
              LEFT JOIN messages ON messages.id = f.id
                AND %2$s
            ORDER BY f.rank
            """;

    /** FTS5 gives rows in the order of their ids as it finds them, so this stops early. */
    private static final String NEWEST = """
            SELECT f.rowid AS id, -1.0 AS rank, messages.session_id AS session_id,
              CASE messages.role WHEN 'tool' THEN messages.tool_name END AS tool
            FROM %1$s f CROSS JOIN messages ON messages.id = f.rowid
            WHERE f.%1$s MATCH ?
              AND %2$s
            ORDER BY f.rowid DESC
            LIMIT ?
            """;

    private final SearchReads reads;

    @Inject
    IndexSearch(SearchReads reads) {
        this.reads = reads;
    }

    /**
     * Searches a store.
     *
     * @throws StoreFaultException if the store cannot be read now
     */
    Findings find(Question question, Cancellation cancellation) {
        if (question.order() != Question.Order.RANKED_IN_TIME) {
            return inOrder(question, cancellation);
        }
        try {
            return inOrder(question.in(Question.Order.RANKED), cancellation);
        } catch (StoreFaultException e) {
            if (e.fault() != StoreFault.TIMED_OUT) {
                throw e;
            }
            return inOrder(question.in(Question.Order.NEWEST), cancellation);
        }
    }

    private Findings inOrder(Question question, Cancellation cancellation) {
        SearchText text = question.text();
        String profile = question.store().profile().name();
        Asked asked = new Asked(question, cancellation);
        Looked looked = asked.words();
        FullTextIndex index = looked.index();
        List<Note> notes = new ArrayList<>();
        if (index.foreign() && text.wanted().stream().anyMatch(Term::isOfCharacters)) {
            notes.add(Note.of(profile, Reason.TOKENIZER_TABLE));
        }
        if (!index.usable()) {
            notes.add(Note.of(profile, index.stale() ? Reason.INDEX_STALE : Reason.INDEX_MISSING));
            return new Findings(List.of(), List.of(), notes, false, false);
        }
        index.gap().ifPresent(it -> notes.add(Note.of(profile, Reason.INDEX_REBUILDING, it.after() + 1, it.upTo())));

        boolean newest = question.order() == Question.Order.NEWEST;
        if (newest) {
            notes.add(Note.of(profile, Reason.NOT_RANKED));
        }

        boolean inside = looked.inside(text);
        Optional<Match> parts = looked.parts(text);
        Optional<Found> byWords = looked.found();
        Optional<Found> byParts = parts.map(asked::found);

        looked.match().ifPresent(it -> notesOnWords(it.table(), profile, notes));
        if (inside && !text.wanted().isEmpty()) {
            notesOnParts(text, index, parts, profile, notes);
        }
        List<Searched> searched = new ArrayList<>();
        byWords.ifPresent(it ->
                searched.add(new Searched(profile, Way.WORDS, it.candidates().size())));
        byParts.ifPresent(it ->
                searched.add(new Searched(profile, Way.PARTS, it.candidates().size())));
        List<Found> found =
                Stream.of(byWords, byParts).flatMap(Optional::stream).toList();
        return new Findings(together(found), searched, notes, found.stream().anyMatch(Found::more), newest);
    }

    /**
     * What {@link #find} asks the indexes of a store.
     *
     * @throws StoreFaultException if the store cannot be read now
     */
    List<Match> asked(Place place, SearchText text, Condition scope, Cancellation cancellation) {
        Looked looked = new Asked(new Question(place, text, scope, 1, Question.Order.NEWEST), cancellation).words();
        return looked.index().usable()
                ? Stream.of(looked.match(), looked.parts(text))
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }

    private static List<Candidate> together(List<Found> found) {
        Map<Long, Candidate> best = new HashMap<>();
        found.stream()
                .flatMap(it -> it.candidates().stream())
                .forEach(it -> best.merge(
                        it.id(),
                        it,
                        (one, other) -> new Candidate(
                                one.id(),
                                one.sessionId(),
                                Math.max(one.relevance(), other.relevance()),
                                Math.min(one.place(), other.place()),
                                one.tool())));
        return List.copyOf(best.values());
    }

    private static void notesOnWords(FullTextIndex.Table table, String profile, List<Note> notes) {
        if (!table.toolNames() || !table.toolArguments()) {
            notes.add(Note.of(profile, Reason.TOOL_CALLS_NOT_INDEXED));
        }
        if (table.outputCut() > 0) {
            notes.add(Note.of(profile, Reason.TOOL_OUTPUT_CUT, table.outputCut()));
        }
    }

    private static void notesOnParts(
            SearchText text, FullTextIndex index, Optional<Match> parts, String profile, List<Note> notes) {
        if (parts.isEmpty()) {
            boolean wanted = text.wanted().stream().anyMatch(Term::isOfCharacters);
            if (index.parts().isEmpty() && wanted) {
                notes.add(Note.of(profile, Reason.PARTS_MISSING));
            } else if (index.parts().isPresent()) {
                notes.add(Note.of(profile, Reason.TOO_SHORT));
            }
            return;
        }
        FullTextIndex.Table table = parts.get().table();
        if (!table.toolOutput()) {
            notes.add(Note.of(profile, Reason.PARTS_WITHOUT_TOOL_OUTPUT));
        }
        if (!table.toolArguments()) {
            notes.add(Note.of(profile, Reason.PARTS_WITHOUT_TOOL_CALLS));
        }
        if (!table.automation()) {
            notes.add(Note.of(profile, Reason.PARTS_WITHOUT_AUTOMATION));
        }
        notes.add(Note.of(profile, Reason.PARTS_WITHOUT_PICTURES));
    }

    /**
     * What one table has found.
     *
     * @param more whether it would find more with a greater limit
     */
    private record Found(List<Candidate> candidates, boolean more) {

        boolean nothing() {
            return candidates.isEmpty() && !more;
        }
    }

    /**
     * What a store has, and what its table of words has found.
     *
     * @param match what that table was asked; empty where it was not
     */
    private record Looked(FullTextIndex index, Optional<Match> match, Optional<Found> found) {

        /** Whether it is looked inside of words as well. */
        boolean inside(SearchText text) {
            return text.wanted().stream().anyMatch(Term::isOfCharacters)
                    || found.map(Found::nothing).orElse(true);
        }

        Optional<Match> parts(SearchText text) {
            return inside(text) ? Match.parts(text, index) : Optional.empty();
        }
    }

    /** What is asked of one store, whichever of its tables answers. */
    private final class Asked {
        private final Question question;
        private final Cancellation cancellation;

        Asked(Question question, Cancellation cancellation) {
            this.question = question;
            this.cancellation = cancellation;
        }

        /** Looks what there is, and asks the table of words: one read, since most searches need no other. */
        Looked words() {
            AgentStore store = question.store();
            return reads.read(store, cancellation, connection -> {
                if (!connection.schema().has("messages")) {
                    throw new StoreFaultException(store.profile(), StoreFault.WITHOUT_MESSAGES);
                }
                FullTextIndex index = FullTextIndex.of(connection);
                Optional<Match> match = Optional.of(index)
                        .filter(FullTextIndex::usable)
                        .flatMap(FullTextIndex::words)
                        .flatMap(it -> Match.words(question.text(), it));
                Optional<Found> found =
                        match.isPresent() ? Optional.of(found(connection, match.get())) : Optional.empty();
                return new Looked(index, match, found);
            });
        }

        Found found(Match match) {
            return reads.read(question.store(), cancellation, it -> found(it, match));
        }

        private Found found(StoreConnection connection, Match match) throws SQLException {
            boolean ranked = question.order() != Question.Order.NEWEST;
            boolean ofAll = ranked && question.wide() && match.conditions().isEmpty();
            List<Condition> conditions = Stream.concat(
                            Stream.of(Condition.VISIBLE, question.scope()), match.conditions().stream())
                    .toList();
            List<Object> binds = new ArrayList<>();
            binds.add(match.expression());
            binds.addAll(Condition.binds(conditions));
            binds.add(ofAll ? 1 : binds.size(), question.limit());
            String sql = ofAll ? RANKED_OF_ALL : ranked ? RANKED : NEWEST;
            List<Candidate> rows = new ArrayList<>();
            connection.list(
                    sql.formatted(match.table().name(), Condition.sql(conditions)),
                    row -> rows.add(new Candidate(
                            row.number("id"),
                            row.text("session_id"),
                            -row.decimal("rank").orElse(0),
                            rows.size(),
                            row.text("tool"))),
                    binds.toArray());
            boolean more = rows.size() == question.limit();
            rows.removeIf(it -> it.sessionId().isEmpty());
            return new Found(rows, more);
        }
    }
}
