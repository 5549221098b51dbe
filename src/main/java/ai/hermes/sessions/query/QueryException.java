package ai.hermes.sessions.query;

/** A query makes no sense at one place. The message is for whoever typed it. */
public final class QueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final int length;

    /**
     * @param position where it makes no sense, counted from 0 in characters of Java (UTF-16)
     * @param length how many characters are concerned; 0 where something is missing there
     */
    QueryException(String message, int position, int length) {
        // A refusal is an answer, not an accident: nobody reads its stack.
        super(message, null, false, false);
        this.position = position;
        this.length = length;
    }

    /** Where the query makes no sense, counted from 0 in UTF-16. */
    public int position() {
        return position;
    }

    /** How many characters are concerned. */
    public int length() {
        return length;
    }
}
