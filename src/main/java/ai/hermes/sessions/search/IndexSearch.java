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

    private static final String RANKED = """
            SELECT f.rowid AS id, f.rank AS rank, messages.session_id AS session_id
            FROM %1$s f CROSS JOIN messages ON messages.id = f.rowid
            WHERE f.%1$s MATCH ?
              AND %2$s
            ORDER BY f.rank
            LIMIT ?
            """;

    /** FTS5 gives rows in the order of their ids as it finds them, so this stops early. */
    private static final String NEWEST = """
            SELECT f.rowid AS id, -1.0 AS rank, messages.session_id AS session_id
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
     * @param scope which sessions
     * @param limit how many messages each way of searching may give, the best of all
     * @throws StoreFaultException if the store cannot be read now
     */
    Findings find(AgentStore store, SearchText text, Condition scope, int limit, Cancellation cancellation) {
        String profile = store.profile().name();
        FullTextIndex index = look(store, cancellation);
        List<Note> notes = new ArrayList<>();
        if (index.foreign() && text.wanted().stream().anyMatch(Term::isOfCharacters)) {
            notes.add(Note.of(profile, Reason.TOKENIZER_TABLE));
        }
        if (index.stale() || index.words().isEmpty() && index.parts().isEmpty()) {
            notes.add(Note.of(profile, index.stale() ? Reason.INDEX_STALE : Reason.INDEX_MISSING));
            return new Findings(List.of(), List.of(), notes, false);
        }
        index.gap().ifPresent(it -> notes.add(Note.of(profile, Reason.INDEX_REBUILDING, it.after() + 1, it.upTo())));

        Asked asked = new Asked(store, scope, limit, cancellation, notes);
        Optional<Match> words = index.words().flatMap(it -> Match.words(text, it));
        Optional<List<Candidate>> byWords = words.map(asked::candidates);
        boolean inside = text.wanted().stream().anyMatch(Term::isOfCharacters)
                || byWords.map(List::isEmpty).orElse(true);
        Optional<Match> parts = inside ? Match.parts(text, index) : Optional.empty();
        Optional<List<Candidate>> byParts = parts.map(asked::candidates);

        words.ifPresent(it -> notesOnWords(it.table(), profile, notes));
        if (inside && !text.wanted().isEmpty()) {
            notesOnParts(text, index, parts, profile, notes);
        }
        List<Searched> searched = new ArrayList<>();
        byWords.ifPresent(it -> searched.add(new Searched(profile, Way.WORDS, it.size())));
        byParts.ifPresent(it -> searched.add(new Searched(profile, Way.PARTS, it.size())));
        boolean more = Stream.of(byWords, byParts).flatMap(Optional::stream).anyMatch(it -> it.size() == limit);
        return new Findings(together(byWords, byParts), searched, notes, more);
    }

    private FullTextIndex look(AgentStore store, Cancellation cancellation) {
        return reads.read(store, cancellation, connection -> {
            if (!connection.schema().has("messages")) {
                throw new StoreFaultException(store.profile(), StoreFault.WITHOUT_MESSAGES);
            }
            return FullTextIndex.of(connection);
        });
    }

    /**
     * What {@link #find} asks the indexes of a store.
     *
     * @throws StoreFaultException if the store cannot be read now
     */
    List<Match> asked(AgentStore store, SearchText text, Condition scope, Cancellation cancellation) {
        FullTextIndex index = look(store, cancellation);
        if (index.stale()) {
            return List.of();
        }
        Asked asked = new Asked(store, scope, 1, cancellation, new ArrayList<>());
        Optional<Match> words = index.words().flatMap(it -> Match.words(text, it));
        boolean inside = text.wanted().stream().anyMatch(Term::isOfCharacters)
                || words.map(asked::newest).map(List::isEmpty).orElse(true);
        Optional<Match> parts = inside ? Match.parts(text, index) : Optional.empty();
        return Stream.of(words, parts).flatMap(Optional::stream).toList();
    }

    private static List<Candidate> together(Optional<List<Candidate>> words, Optional<List<Candidate>> parts) {
        Map<Long, Candidate> best = new HashMap<>();
        Stream.of(words, parts)
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .forEach(it -> best.merge(
                        it.id(),
                        it,
                        (one, other) -> new Candidate(
                                one.id(),
                                one.sessionId(),
                                Math.max(one.relevance(), other.relevance()),
                                Math.min(one.place(), other.place()))));
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

    /** What is asked of one store, whichever of its tables answers. */
    private final class Asked {
        private final AgentStore store;
        private final Condition scope;
        private final int limit;
        private final Cancellation cancellation;
        private final List<Note> notes;

        Asked(AgentStore store, Condition scope, int limit, Cancellation cancellation, List<Note> notes) {
            this.store = store;
            this.scope = scope;
            this.limit = limit;
            this.cancellation = cancellation;
            this.notes = notes;
        }

        List<Candidate> candidates(Match match) {
            try {
                return reads.read(store, cancellation, it -> candidates(it, RANKED, match));
            } catch (StoreFaultException e) {
                if (e.fault() != StoreFault.TIMED_OUT) {
                    throw e;
                }
                List<Candidate> newest = newest(match);
                notes.add(Note.of(store.profile().name(), Reason.NOT_RANKED));
                return newest;
            }
        }

        List<Candidate> newest(Match match) {
            return reads.read(store, cancellation, it -> candidates(it, NEWEST, match));
        }

        private List<Candidate> candidates(StoreConnection connection, String sql, Match match) throws SQLException {
            List<Condition> conditions = Stream.concat(Stream.of(Condition.VISIBLE, scope), match.conditions().stream())
                    .toList();
            List<Object> binds = new ArrayList<>();
            binds.add(match.expression());
            binds.addAll(Condition.binds(conditions));
            binds.add(limit);
            List<Candidate> found = new ArrayList<>();
            connection.list(
                    sql.formatted(match.table().name(), Condition.sql(conditions)),
                    row -> found.add(new Candidate(
                            row.number("id"),
                            row.text("session_id"),
                            -row.decimal("rank").orElse(0),
                            found.size())),
                    binds.toArray());
            return found;
        }
    }
}
