package ai.hermes.sessions.query;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A search as a person typed it, understood. All of it must hold.
 *
 * @param text as it was typed
 * @param terms what is looked for
 * @param filters where
 */
public record SearchText(String text, List<Term> terms, List<Filter> filters) {

    /** The longest text that is looked at. */
    public static final int MAX_LENGTH = 2_000;

    /** Asks for nothing. */
    public static final SearchText EMPTY = new SearchText("", List.of(), List.of());

    public SearchText {
        terms = List.copyOf(terms);
        filters = List.copyOf(filters);
    }

    /**
     * Understands a text with all that the language has.
     *
     * @throws QueryException if it makes no sense
     */
    public static SearchText parse(String text) {
        return new SearchParser(text).parse();
    }

    /** Takes a text for words alone, whatever signs it has. Makes sense always; what is too long is cut. */
    public static SearchText plain(String text) {
        String cut = text.substring(0, Math.min(text.length(), MAX_LENGTH));
        return new SearchText(
                cut,
                Arrays.stream(SearchParser.clean(cut).split(" "))
                        .filter(Predicate.not(String::isEmpty))
                        .limit(SearchParser.MAX_PARTS)
                        .map(word -> new Term(word, Term.Kind.WORD, false))
                        .toList(),
                List.of());
    }

    /** What is to be there, at least. */
    public List<Term> wanted() {
        return terms.stream().filter(Predicate.not(Term::excluded)).toList();
    }

    /** What is not to be there. */
    public List<Term> unwanted() {
        return terms.stream().filter(Term::excluded).toList();
    }

    /** The filters that are about single messages. */
    public List<Filter> ofMessages() {
        return filters.stream().filter(it -> it.name().ofMessages()).toList();
    }

    /** The filters that are about whole conversations. */
    public List<Filter> ofConversations() {
        return filters.stream().filter(it -> !it.name().ofMessages()).toList();
    }
}
