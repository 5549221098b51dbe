package ai.hermes.sessions.masking;

/**
 * A kind of credential that is known by how it begins.
 *
 * @param text how it begins
 * @param trigger which of these characters gives it away; a seldom one
 * @param length how many characters follow at least
 * @param dots whether there are dots in it
 */
record Prefix(String text, int trigger, int length, boolean dots) {

    private static final int CUT_LENGTH = 6;

    /** The character that gives it away. */
    char character() {
        return text.charAt(trigger);
    }

    /** The character before that one; NUL where it is the first. */
    char before() {
        return trigger == 0 ? 0 : text.charAt(trigger - 1);
    }

    Found at(CharSequence whole, int at, int from) {
        int start = at - trigger;
        if (start < from || !Letters.exactly(whole, start, text) || !Letters.begins(whole, start)) {
            return Found.NOTHING;
        }
        int rest = start + text.length();
        int near = end(whole, rest, Math.min(whole.length(), rest + Scanner.REACH));
        // What was cut off by somebody before it came here is a secret still.
        boolean cut = near == whole.length() && near - rest >= CUT_LENGTH;
        if (near - rest < length && !cut || !Letters.random(whole, rest, near)) {
            return Found.NOTHING;
        }
        int end = end(whole, near, whole.length());
        while (whole.charAt(end - 1) == '.') {
            end--;
        }
        return Found.credential(whole, start, end);
    }

    private int end(CharSequence whole, int from, int limit) {
        int end = from;
        while (end < limit && (Letters.token(whole.charAt(end)) || dots && whole.charAt(end) == '.')) {
            end++;
        }
        return end;
    }
}
