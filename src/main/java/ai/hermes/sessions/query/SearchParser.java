package ai.hermes.sessions.query;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the language of searches, which is small:
 *
 * <pre>
 * query  = { ["-"] ( filter | phrase | word ) }
 * filter = name ":" [ "&gt;" | "&gt;=" | "&lt;" | "&lt;=" ] value { "," value }
 * value  = phrase | characters without blanks and commas
 * phrase = '"' characters '"'
 * word   = ["*"] characters without blanks ["*"]
 * </pre>
 *
 * A name that is none of a filter is part of a word, so that {@code localhost:8787} and {@code std::vector} are found.
 */
final class SearchParser {

    static final int MAX_PARTS = 32;

    /** The values that are known, for filters that know all of theirs. */
    private static final Map<Filter.Name, Set<String>> KNOWN = Map.of(
            Filter.Name.IS,
            Set.of("listed", "archived", "trashed", "hidden", "pinned", "unread", "running", "child", "automation"),
            Filter.Name.HAS,
            Set.of("error"),
            Filter.Name.ROLE,
            Set.of("user", "assistant", "tool", "system"));

    private final String text;
    private final List<Term> terms = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();
    private int at;

    SearchParser(String text) {
        if (text.length() > SearchText.MAX_LENGTH) {
            throw new QueryException(
                    "A search may have " + SearchText.MAX_LENGTH + " characters",
                    SearchText.MAX_LENGTH,
                    text.length() - SearchText.MAX_LENGTH);
        }
        this.text = clean(text);
    }

    /** With blanks in the place of whatever is no character, so that all places stay what they are. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < clean.length()
                    && Character.isLowSurrogate(clean.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isISOControl(c)
                    || Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.isSurrogate(c)) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    SearchText parse() {
        while (true) {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at == text.length()) {
                return new SearchText(text, terms, filters);
            }
            if (terms.size() + filters.size() == MAX_PARTS) {
                throw new QueryException(
                        "A search may have " + MAX_PARTS + " words and filters", at, text.length() - at);
            }
            part();
        }
    }

    private void part() {
        boolean excluded = excludes();
        if (excluded) {
            at++;
        }
        Optional<Filter.Name> name = filterName();
        if (name.isPresent()) {
            filter(name.get(), excluded);
        } else if (text.charAt(at) == '"') {
            terms.add(new Term(phrase(), Term.Kind.WORD, excluded));
        } else {
            terms.add(word(excluded));
        }
    }

    /** A minus before something; two of them begin an option of a command. */
    private boolean excludes() {
        return text.charAt(at) == '-'
                && at + 1 < text.length()
                && text.charAt(at + 1) != ' '
                && text.charAt(at + 1) != '-';
    }

    private Optional<Filter.Name> filterName() {
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        if (end == text.length() || text.charAt(end) != ':') {
            return Optional.empty();
        }
        String word = text.substring(at, end).toUpperCase(Locale.ROOT);
        Optional<Filter.Name> name = Arrays.stream(Filter.Name.values())
                .filter(it -> it.name().equals(word))
                .findFirst();
        if (name.isPresent()) {
            at = end + 1;
        }
        return name;
    }

    private void filter(Filter.Name name, boolean excluded) {
        Filter.Comparison comparison = name.ofNumbers() ? comparison() : Filter.Comparison.EQUAL;
        List<String> values = new ArrayList<>();
        do {
            if (!values.isEmpty()) {
                at++;
            }
            values.add(value(name));
        } while (at < text.length() && text.charAt(at) == ',');
        if (at < text.length() && text.charAt(at) != ' ') {
            throw new QueryException("A blank must stand before what follows", at, 0);
        }
        filters.add(new Filter(name, comparison, values, excluded));
    }

    private Filter.Comparison comparison() {
        // The longer signs come first.
        for (Filter.Comparison each : List.of(
                Filter.Comparison.AT_LEAST,
                Filter.Comparison.AT_MOST,
                Filter.Comparison.MORE,
                Filter.Comparison.LESS)) {
            if (text.startsWith(each.sign(), at)) {
                at += each.sign().length();
                return each;
            }
        }
        return Filter.Comparison.EQUAL;
    }

    private String value(Filter.Name name) {
        int start = at;
        String label = name.name().toLowerCase(Locale.ROOT);
        if (at < text.length() && text.charAt(at) == '"') {
            return checked(name, label, phrase(), start);
        }
        while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != ',') {
            at++;
        }
        if (at == start) {
            throw new QueryException(label + ": needs a value", start, 0);
        }
        return checked(name, label, text.substring(start, at), start);
    }

    private String checked(Filter.Name name, String label, String value, int start) {
        Set<String> known = KNOWN.getOrDefault(name, Set.of());
        String lower = value.toLowerCase(Locale.ROOT);
        if (!known.isEmpty() && !known.contains(lower)) {
            throw new QueryException(
                    label + ": knows "
                            + String.join(", ", known.stream().sorted().toList()),
                    start,
                    at - start);
        } else if (name.ofNumbers() && !value.matches("\\d{1,12}(\\.\\d{1,9})?")) {
            throw new QueryException(label + ": needs a number, such as >1.5", start, at - start);
        } else if (name.ofTimes() && Moments.of(value, ZonedDateTime.now()).isEmpty()) {
            throw new QueryException(
                    label + ": needs a time, such as 2026, 2026-08, 2026-08-15, 7d, 12h, today", start, at - start);
        }
        return known.isEmpty() ? value : lower;
    }

    private String phrase() {
        int start = at;
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw new QueryException("The quotation mark is not closed", start, text.length() - start);
        }
        String phrase = text.substring(start + 1, end).strip();
        if (phrase.isEmpty()) {
            throw new QueryException("There is nothing between the quotation marks", start, end + 1 - start);
        }
        at = end + 1;
        return phrase;
    }

    private Term word(boolean excluded) {
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ') {
            at++;
        }
        String whole = text.substring(start, at);
        String word = whole.replaceAll("^\\*+|\\*+$", "");
        if (word.isEmpty()) {
            throw new QueryException("A star needs a word", start, at - start);
        }
        boolean open = whole.endsWith("*");
        // What goes on behind a sign is no word that goes on.
        boolean part = whole.startsWith("*") || open && !Words.inWord(word.codePointBefore(word.length()));
        return new Term(word, part ? Term.Kind.PART : open ? Term.Kind.PREFIX : Term.Kind.WORD, excluded);
    }
}
