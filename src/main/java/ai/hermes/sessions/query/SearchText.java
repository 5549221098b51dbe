package ai.hermes.sessions.query;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A search as a person typed it, understood. All of it must hold.
 *
 * <p>Immutable; two of the same text, terms and filters are equal. Each conversation is held against its parts, so
 * these are told apart once.
 */
public final class SearchText {

    /** The longest text that is looked at. */
    public static final int MAX_LENGTH = 2_000;

    /** Asks for nothing. */
    public static final SearchText EMPTY = new SearchText("", List.of(), List.of());

    private final String text;
    private final List<Term> terms;
    private final List<Filter> filters;
    private final List<Needle> needles;
    private final List<Term> wanted;
    private final List<Term> unwanted;
    private final List<Filter> ofMessages;
    private final List<Filter> ofConversations;

    /**
     * @param text as it was typed
     * @param terms what is looked for
     * @param filters where
     */
    public SearchText(String text, List<Term> terms, List<Filter> filters) {
        this.text = text;
        this.terms = List.copyOf(terms);
        this.filters = List.copyOf(filters);
        this.needles = terms.stream().map(Term::needle).toList();
        this.wanted = terms.stream().filter(Predicate.not(Term::excluded)).toList();
        this.unwanted = terms.stream().filter(Term::excluded).toList();
        this.ofMessages = filters.stream().filter(it -> it.name().ofMessages()).toList();
        this.ofConversations =
                filters.stream().filter(it -> !it.name().ofMessages()).toList();
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

    /** As it was typed. */
    public String text() {
        return text;
    }

    /** What is looked for. */
    public List<Term> terms() {
        return terms;
    }

    /** The terms as runs of characters, in their order. */
    public List<Needle> needles() {
        return needles;
    }

    /** Where. */
    public List<Filter> filters() {
        return filters;
    }

    /** What is to be there, at least. */
    public List<Term> wanted() {
        return wanted;
    }

    /** What is not to be there. */
    public List<Term> unwanted() {
        return unwanted;
    }

    /** The filters that are about single messages. */
    public List<Filter> ofMessages() {
        return ofMessages;
    }

    /** The filters that are about whole conversations. */
    public List<Filter> ofConversations() {
        return ofConversations;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SearchText it
                && text.equals(it.text)
                && terms.equals(it.terms)
                && filters.equals(it.filters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, terms, filters);
    }

    @Override
    public String toString() {
        return text;
    }
}
