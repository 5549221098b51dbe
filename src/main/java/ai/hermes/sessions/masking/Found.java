package ai.hermes.sessions.masking;

/**
 * A secret in a text.
 *
 * @param start of its first character
 * @param end after its last character
 * @param mask what is shown in its place
 */
record Found(int start, int end, String mask) {

    /** There is none. */
    static final Found NOTHING = new Found(-1, -1, "");

    /** What is shown of something that a person may have thought up, or that is short. */
    static final String HIDDEN = "***";

    private static final int LONG = 18;
    private static final int HEAD = 6;
    private static final int TAIL = 4;

    /** A credential that a machine made: its ends are shown, so that its owner knows which one it is. */
    static Found credential(CharSequence text, int start, int end) {
        if (masked(text, start, end)) {
            return NOTHING;
        }
        String mask = end - start < LONG
                ? HIDDEN
                : text.subSequence(start, start + HEAD) + "..." + text.subSequence(end - TAIL, end);
        return new Found(start, end, mask);
    }

    /** Something of which nothing may be shown. */
    static Found hidden(int start, int end) {
        return new Found(start, end, HIDDEN);
    }

    /** Whether it has the form of a mask, so that masking twice is the same as masking once. */
    static boolean masked(CharSequence text, int start, int end) {
        return end - start == HEAD + 3 + TAIL && Letters.exactly(text, start + HEAD, "...")
                || end - start == HIDDEN.length() && Letters.exactly(text, start, HIDDEN);
    }

    boolean there() {
        return end > start;
    }
}
