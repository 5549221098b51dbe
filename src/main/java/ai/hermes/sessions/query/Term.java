package ai.hermes.sessions.query;

/**
 * Something to look for.
 *
 * @param text what is to be found; not empty
 * @param kind how it is to be found
 * @param excluded whether what has it is left out
 */
public record Term(String text, Kind kind, boolean excluded) {

    /** How a term is to be found. */
    public enum Kind {
        /** A word, or several next to each other. */
        WORD,
        /** The same, of which the last may go on. */
        PREFIX,
        /** A run of characters, be it in the middle of a word. */
        PART
    }

    /** Whether it can be found as words: it has some, and does not stand in a script that writes none of them apart. */
    public boolean isOfWords() {
        return kind != Kind.PART
                && text.codePoints().anyMatch(Words::inWord)
                && text.codePoints().noneMatch(Words::withoutSpaces);
    }

    /** Whether it can only, or better, be found as a run of characters: a path, a name in code, a word of Chinese. */
    public boolean isOfCharacters() {
        return kind == Kind.PART
                || text.codePoints().anyMatch(Words::withoutSpaces)
                || text.codePoints().anyMatch(it -> !Words.inWord(it) && !Character.isSpaceChar(it));
    }

    /** The same, to be found as a run of characters in many texts. */
    Needle needle() {
        return new Needle(text);
    }

    /** How many characters (code points) it has. */
    public int length() {
        return text.codePointCount(0, text.length());
    }
}
