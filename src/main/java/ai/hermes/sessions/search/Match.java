package ai.hermes.sessions.search;

import ai.hermes.sessions.query.Filter;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.query.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of a full-text table. Whatever a person typed goes into it between quotation marks, where nothing means
 * anything to SQLite.
 *
 * @param table which table
 * @param expression what it is to match
 * @param conditions what is asked of the rows besides
 */
record Match(FullTextIndex.Table table, String expression, List<Condition> conditions) {

    /** A table of runs of characters has none shorter than this. */
    static final int SHORTEST_PART = 3;

    private static final String IN_WORDS = "messages.id IN (SELECT rowid FROM messages_fts WHERE messages_fts MATCH ?)";

    /** By words; empty where something is wanted that is no word, or nothing is that an index knows of. */
    static Optional<Match> words(SearchText text, FullTextIndex.Table table) {
        List<Term> wanted = text.wanted();
        if (!wanted.stream().allMatch(Term::isOfWords)) {
            return Optional.empty();
        }
        List<String> all = Stream.concat(wanted.stream().map(Match::word), tools(text, table).stream())
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String unwanted = text.unwanted().stream()
                .filter(Term::isOfWords)
                .map(Match::word)
                .collect(Collectors.joining(" OR "));
        List<Condition> conditions = new ArrayList<>(Condition.of(text.ofMessages()));
        text.unwanted().stream()
                .filter(Predicate.not(Term::isOfWords))
                .map(Condition::without)
                .forEach(conditions::add);
        return Optional.of(new Match(table, expression(all, unwanted), conditions));
    }

    /** By runs of characters; empty where something is wanted that is too short for it. */
    static Optional<Match> parts(SearchText text, FullTextIndex index) {
        List<Term> wanted = text.wanted();
        List<String> all = wanted.stream()
                .filter(it -> it.length() >= SHORTEST_PART)
                .map(it -> quoted(it.text()))
                .toList();
        List<Term> small =
                wanted.stream().filter(it -> it.length() < SHORTEST_PART).toList();
        boolean can =
                small.isEmpty() || index.words().isPresent() && small.stream().allMatch(Term::isOfWords);
        if (index.parts().isEmpty() || all.isEmpty() || !can) {
            return Optional.empty();
        }
        String unwanted = text.unwanted().stream()
                .filter(it -> it.length() >= SHORTEST_PART)
                .map(it -> quoted(it.text()))
                .collect(Collectors.joining(" OR "));
        List<Condition> conditions = new ArrayList<>(Condition.of(text.ofMessages()));
        if (!small.isEmpty()) {
            String words = small.stream().map(Match::word).collect(Collectors.joining(" AND "));
            conditions.add(new Condition(IN_WORDS, List.of(words)));
        }
        text.unwanted().stream()
                .filter(it -> it.length() < SHORTEST_PART)
                .map(Condition::without)
                .forEach(conditions::add);
        return Optional.of(new Match(index.parts().get(), expression(all, unwanted), conditions));
    }

    /** What messages of a tool, or with an error, have in any case; where a table has it, so much less is looked at. */
    private static List<String> tools(SearchText text, FullTextIndex.Table table) {
        if (!table.toolNames() || !table.toolArguments()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        for (Filter filter : text.ofMessages()) {
            if (!filter.excluded() && filter.name() == Filter.Name.TOOL) {
                all.add(filter.values().stream().map(Match::quoted).collect(Collectors.joining(" OR ", "(", ")")));
            } else if (!filter.excluded() && filter.name() == Filter.Name.HAS) {
                all.add("(\"error\" OR \"exit code\")");
            }
        }
        return all;
    }

    private static String expression(List<String> wanted, String unwanted) {
        String all = String.join(" AND ", wanted);
        return unwanted.isEmpty() ? all : "(" + all + ") NOT (" + unwanted + ")";
    }

    private static String word(Term term) {
        return quoted(term.text()) + (term.kind() == Term.Kind.PREFIX ? " *" : "");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
