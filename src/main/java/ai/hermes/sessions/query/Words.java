package ai.hermes.sessions.query;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a word is, as SQLite's tokenizer {@code unicode61} has it: letters, digits and private characters in a row, in
 * any case and without accents.
 */
public final class Words {

    /** Beyond this, marks are part of what a character is, as in Japanese; before, they are accents. */
    private static final int ACCENTS_END = 0x2000;

    private static final int FIRST_MARK = 0x300;
    private static final int LAST_MARK = 0x36f;

    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    private Words() {}

    /**
     * One word of a text.
     *
     * @param folded in the form in which words are compared
     * @param start where it begins in the text
     * @param end where it ends
     */
    public record Word(String folded, int start, int end) {}

    /** Whether a character is part of a word. */
    public static boolean inWord(int character) {
        return Character.isLetter(character)
                || switch (Character.getType(character)) {
                    case Character.DECIMAL_DIGIT_NUMBER,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER,
                            Character.PRIVATE_USE -> true;
                    default -> false;
                };
    }

    /** Whether a character is of a script that does not put spaces between words. */
    public static boolean withoutSpaces(int character) {
        return character > 0xff && WITHOUT_SPACES.contains(UnicodeScript.of(character));
    }

    /** The words of a text, in order. */
    public static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        StringBuilder folded = new StringBuilder();
        int start = -1;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            boolean inside = inWord(character) || start >= 0 && mark(character);
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                words.add(new Word(folded.toString(), start, at));
                folded.setLength(0);
                start = -1;
            }
            if (inside && !mark(character)) {
                folded.appendCodePoint(folded(character));
            }
            at += Character.charCount(character);
        }
        if (start >= 0) {
            words.add(new Word(folded.toString(), start, at));
        }
        return words;
    }

    private static boolean mark(int character) {
        return character >= FIRST_MARK && character <= LAST_MARK;
    }

    private static int folded(int character) {
        if (character < 0x80) {
            return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
        } else if (character >= ACCENTS_END) {
            return Character.toLowerCase(character);
        }
        String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD);
        return Character.toLowerCase(plain.codePointAt(0));
    }
}
