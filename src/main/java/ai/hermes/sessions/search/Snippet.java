package ai.hermes.sessions.search;

import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.query.Term;
import ai.hermes.sessions.query.TextMatch;
import ai.hermes.sessions.query.Words;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of a text around what was found in it. It is plain text, never HTML.
 *
 * @param field where the text stands: id, title, tag, note, project, workspace, content, tool_call or tool_name
 * @param text the piece; line breaks are blanks
 * @param marks what was found in it: pairs of where it begins and ends, in UTF-16, ascending and apart
 * @param cutBefore whether the text begins before it
 * @param cutAfter whether the text goes on after it
 */
@JsonNaming(SnakeCaseStrategy.class)
record Snippet(String field, String text, List<List<Integer>> marks, boolean cutBefore, boolean cutAfter) {

    private static final int LENGTH = 200;
    private static final int BEFORE = 50;
    /** Words are looked for up to here. */
    private static final int LOOKED_AT = 400_000;
    /** What begins before that is known by what follows it. */
    private static final int MARGIN = 16_384;

    /**
     * A piece of a text. Marks are places in the text as it is sent, so it is masked before anything is cut out of it.
     *
     * @param terms what was looked for
     */
    static Snippet of(String field, String whole, List<Term> terms, Masking masking) {
        // Before it is cut: a part of a credential would not be known as one.
        String text = masking.piece(
                        whole.substring(0, Math.min(whole.length(), LOOKED_AT + MARGIN)),
                        0,
                        Math.min(whole.length(), LOOKED_AT))
                .text();
        List<TextMatch> found = matches(text, terms);
        int first = found.isEmpty() ? 0 : found.get(0).start();
        int start = whole(text, Math.max(0, first - BEFORE));
        int end = whole(text, Math.min(text.length(), Math.max(start + LENGTH, first)));
        List<List<Integer>> marks = found.stream()
                .filter(it -> it.start() < end)
                .map(it -> List.of(it.start() - start, Math.min(it.end(), end) - start))
                .toList();
        return new Snippet(
                field,
                plain(text.substring(start, end)),
                marks,
                start > 0,
                end < text.length() || whole.length() > LOOKED_AT);
    }

    /** Whether all terms stand in a text, each as words or as a run of characters. */
    static boolean hasAll(String text, List<Term> terms) {
        return terms.stream().allMatch(it -> has(text, it));
    }

    /** How many of the terms stand in a text. */
    static long count(String text, List<Term> terms) {
        String looked = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
        return terms.stream().filter(it -> has(looked, it)).count();
    }

    private static boolean has(String text, Term term) {
        return TextMatch.has(term, text)
                || term.isOfWords() && !TextMatch.words(term, Words.of(text)).isEmpty();
    }

    private static List<TextMatch> matches(String text, List<Term> terms) {
        List<TextMatch> all = new ArrayList<>();
        for (Term term : terms) {
            List<TextMatch> runs = TextMatch.characters(term, text);
            List<TextMatch> whole = term.isOfWords() ? whole(term, text, runs) : List.of();
            all.addAll(whole.isEmpty() || term.isOfCharacters() ? runs : whole);
            all.addAll(whole);
        }
        all.sort(Comparator.comparingInt(TextMatch::start).thenComparing(TextMatch::end, Comparator.reverseOrder()));
        List<TextMatch> apart = new ArrayList<>();
        for (TextMatch match : all) {
            int last = apart.size() - 1;
            if (last >= 0 && match.start() < apart.get(last).end()) {
                apart.set(
                        last,
                        new TextMatch(
                                apart.get(last).start(),
                                Math.max(apart.get(last).end(), match.end())));
            } else {
                apart.add(match);
            }
        }
        return apart;
    }

    /**
     * Where a term stands as words. Most words stand in a text as they were typed, which is cheap to see; only where
     * none does it is taken apart.
     */
    private static List<TextMatch> whole(Term term, String text, List<TextMatch> runs) {
        List<TextMatch> whole = runs.stream()
                .filter(it -> it.start() == 0 || !Words.inWord(text.codePointBefore(it.start())))
                .filter(it -> term.kind() == Term.Kind.PREFIX
                        || it.end() == text.length()
                        || !Words.inWord(text.codePointAt(it.end())))
                .toList();
        return whole.isEmpty() ? TextMatch.words(term, Words.of(text)) : whole;
    }

    /** A place that does not lie within a pair of surrogates. */
    private static int whole(String text, int at) {
        return at > 0
                        && at < text.length()
                        && Character.isLowSurrogate(text.charAt(at))
                        && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    private static String plain(String piece) {
        StringBuilder plain = new StringBuilder(piece);
        for (int i = 0; i < plain.length(); i++) {
            if (Character.isISOControl(plain.charAt(i))) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }
}
