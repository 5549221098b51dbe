package ai.hermes.sessions.masking;

/** Which characters credentials consist of. All methods take any index of a text, and none beyond its end. */
final class Letters {

    private static final int ESCAPED_UNIT = 6;
    private static final int LONG = 16;

    private Letters() {}

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean lower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean alphanumeric(char c) {
        return lower(c) || upper(c) || digit(c);
    }

    /** Of the alphabet of base64 that is safe in URLs. */
    static boolean token(char c) {
        return alphanumeric(c) || c == '_' || c == '-';
    }

    /** Of what a header can carry as a token. */
    static boolean header(char c) {
        return token(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
    }

    static boolean hex(char c) {
        return digit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    static boolean blank(char c) {
        return c <= ' ' || c == '\u00a0';
    }

    static boolean quote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /** Whether a word can begin here. Escaped line ends of JSON and of URLs end in a letter, and end a word. */
    static boolean begins(CharSequence text, int at) {
        if (at == 0 || !alphanumeric(text.charAt(at - 1))) {
            return true;
        }
        char before = text.charAt(at - 1);
        if (at >= 2 && text.charAt(at - 2) == '\\') {
            return "bfnrt".indexOf(before) >= 0;
        }
        boolean percent = at >= 3 && text.charAt(at - 3) == '%' && hex(text.charAt(at - 2)) && hex(before);
        return percent
                || at >= ESCAPED_UNIT
                        && text.charAt(at - ESCAPED_UNIT) == '\\'
                        && text.charAt(at - ESCAPED_UNIT + 1) == 'u';
    }

    /** Whether a word is here, in whatever case; it is given in lower case. */
    static boolean is(CharSequence text, int at, String word) {
        if (at < 0 || at + word.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = text.charAt(at + i);
            if ((upper(c) ? (char) (c + ' ') : c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether exactly these characters are here. */
    static boolean exactly(CharSequence text, int at, String part) {
        if (at < 0 || at + part.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (text.charAt(at + i) != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether something was thrown together by a machine: among its first characters is a digit, or both cases, or it
     * is one long run of capitals.
     */
    static boolean random(CharSequence text, int start, int end) {
        boolean lower = false;
        boolean upper = false;
        boolean joined = false;
        for (int i = start; i < Math.min(end, start + Scanner.REACH); i++) {
            char c = text.charAt(i);
            if (digit(c)) {
                return true;
            }
            lower |= lower(c);
            upper |= upper(c);
            joined |= !alphanumeric(c);
        }
        return upper && (lower || !joined && end - start >= LONG);
    }
}
