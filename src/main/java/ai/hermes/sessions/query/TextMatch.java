package ai.hermes.sessions.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a term stands in a text.
 *
 * @param start where it begins, in characters of Java (UTF-16)
 * @param end where it ends
 */
public record TextMatch(int start, int end) {

    /** All places where a term stands as words. */
    public static List<TextMatch> words(Term term, List<Words.Word> text) {
        List<Words.Word> wanted = Words.of(term.text());
        List<TextMatch> found = new ArrayList<>();
        for (int at = 0; !wanted.isEmpty() && at + wanted.size() <= text.size(); at++) {
            if (standsAt(wanted, text, at, term.kind() == Term.Kind.PREFIX)) {
                found.add(new TextMatch(
                        text.get(at).start(), text.get(at + wanted.size() - 1).end()));
            }
        }
        return found;
    }

    private static boolean standsAt(List<Words.Word> wanted, List<Words.Word> text, int at, boolean mayGoOn) {
        for (int i = 0; i < wanted.size(); i++) {
            String here = text.get(at + i).folded();
            String there = wanted.get(i).folded();
            boolean last = i == wanted.size() - 1;
            if (!(last && mayGoOn ? here.startsWith(there) : here.equals(there))) {
                return false;
            }
        }
        return true;
    }

    /** All places where a term stands as a run of characters, in any case. */
    public static List<TextMatch> characters(Term term, String text) {
        List<TextMatch> found = new ArrayList<>();
        Needle needle = term.needle();
        int length = term.text().length();
        for (int at = needle.next(text, 0); at >= 0; at = needle.next(text, at + length)) {
            found.add(new TextMatch(at, at + length));
        }
        return found;
    }

    /** Whether a term stands in a text as a run of characters, in any case. */
    public static boolean has(Term term, String text) {
        return term.needle().isIn(text);
    }
}
