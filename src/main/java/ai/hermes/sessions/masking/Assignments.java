package ai.hermes.sessions.masking;

import java.util.Locale;
import java.util.Set;

/** Values that stand after a name which gives them away: in settings, code, headers, JSON, and JSON within JSON. */
final class Assignments {

    private static final int NAME = 64;
    private static final int QUOTED = 1024;
    private static final int BACKSLASHES = 16;
    private static final String END_OF_VALUE = " \t\r\n,;&\"'`<>)}]|";
    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "null",
            "none",
            "nil",
            "undefined",
            "string",
            "str",
            "required",
            "optional",
            "yes",
            "no",
            "bearer",
            "basic",
            "token",
            "secret",
            "password",
            "redacted",
            "[redacted]",
            "hidden",
            "masked",
            "changed",
            "invalid",
            "expired",
            "missing",
            "unknown",
            "incorrect",
            "wrong",
            "empty",
            "text",
            "number",
            "boolean");

    private Assignments() {}

    /** A value after a colon or an equals sign. */
    static Found at(CharSequence text, int at, int from) {
        int end = at;
        while (end > from && at - end < 2 && text.charAt(end - 1) == ' ') {
            end--;
        }
        boolean quotedName = end > from && Letters.quote(text.charAt(end - 1));
        if (quotedName) {
            end--;
            int limit = Math.max(from, end - BACKSLASHES);
            while (end > limit && text.charAt(end - 1) == '\\') {
                end--;
            }
        }
        // Two colons are of a language, and assign nothing.
        if (!Keys.mayEnd(text, end) || at + 1 < text.length() && text.charAt(at) == ':' && text.charAt(at + 1) == ':') {
            return Found.NOTHING;
        }
        int start = end;
        int limit = Math.max(from, end - NAME);
        while (start > limit && (Letters.token(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        // The letter of an escape before a name is not of the name.
        if (start > 0 && start < end && text.charAt(start - 1) == '\\' && "bfnrt".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        Keys key = Keys.of(text, start, end);
        return key == Keys.OTHER ? Found.NOTHING : value(text, start, at, key, quotedName);
    }

    private static Found value(CharSequence text, int name, int at, Keys key, boolean quotedName) {
        int start = at + 1;
        // "=>", ":=" and "==" as well.
        while (start < text.length() && start - at < 3 && "=>".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int tight = start;
        while (start < text.length()
                && start - tight < 4
                && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        int quote = start;
        while (quote < text.length() && quote - start < BACKSLASHES && text.charAt(quote) == '\\') {
            quote++;
        }
        boolean quoted = quote < text.length() && Letters.quote(text.charAt(quote));
        int from = quoted ? quote + 1 : start;
        int end = quoted ? closing(text, quote, quote - start) : plain(text, from, QUOTED);
        int scheme = scheme(text, from, end);
        if (scheme > from) {
            int last = quoted ? end : plain(text, scheme, QUOTED);
            return last - scheme >= 4 && !placeholder(text, scheme, last)
                    ? Found.credential(text, scheme, last)
                    : Found.NOTHING;
        }
        boolean sure = quoted || start == tight && text.charAt(at) == '=';
        if (end <= from || placeholder(text, from, end) || same(text, name, at, from, end)) {
            return Found.NOTHING;
        }
        boolean secret = key == Keys.PASSWORD
                ? password(text, from, end, sure || endsLine(text, end))
                : credential(text, from, end, sure && shouted(text, name, at) || quoted && quotedName);
        // What is known to be one is followed to its end, and not looked at again.
        end = secret && !quoted ? plain(text, end, text.length()) : end;
        return secret
                ? key == Keys.PASSWORD ? Found.hidden(from, end) : Found.credential(text, from, end)
                : Found.NOTHING;
    }

    /** Whether this, as the value of a name in JSON, is to be masked. */
    static Found ofMember(String name, String value) {
        Keys key = Keys.of(name, 0, name.length());
        if (key == Keys.OTHER || value.isEmpty() || placeholder(value, 0, value.length())) {
            return Found.NOTHING;
        }
        int scheme = scheme(value, 0, value.length());
        if (key == Keys.PASSWORD) {
            return Found.hidden(0, value.length());
        }
        return credential(value, scheme, value.length(), true)
                ? Found.credential(value, scheme, value.length())
                : Found.NOTHING;
    }

    private static boolean password(CharSequence text, int start, int end, boolean sure) {
        // Of folders, PWD is the name.
        if (end - start < 4 || code(text, start, end) || text.charAt(start) == '/') {
            return false;
        }
        boolean letters = true;
        for (int i = start; i < end; i++) {
            letters &= Letters.lower(text.charAt(i))
                    || Letters.upper(text.charAt(i))
                    || text.charAt(i) == '-'
                    || text.charAt(i) == '_';
        }
        return sure || !letters;
    }

    private static boolean credential(CharSequence text, int start, int end, boolean sure) {
        int blanks = 0;
        for (int i = start; i < end; i++) {
            blanks += Letters.blank(text.charAt(i)) ? 1 : 0;
        }
        boolean random = Letters.random(text, start, end);
        return blanks == 0 && !code(text, start, end) && (end - start >= 8 && random || sure && end - start >= 12);
    }

    /** {@code user.password}, {@code getToken()}: the name of something rather than the thing. */
    private static boolean code(CharSequence text, int start, int end) {
        boolean dots = false;
        boolean plain = true;
        for (int i = start; i < Math.min(end, start + Scanner.REACH); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                return true;
            }
            dots |= c == '.';
            plain &= Letters.lower(c) || Letters.upper(c) || c == '_' || c == '.';
        }
        return dots && plain;
    }

    /** Whether it stands for a value, or for one that was masked before. */
    static boolean placeholder(CharSequence text, int start, int end) {
        int length = end - start;
        if (length <= 0) {
            return true;
        }
        char first = text.charAt(start);
        if ("$<{%[(".indexOf(first) >= 0 && length < NAME) {
            return first != '$' && first != '%'
                    || length > 1 && "{(%".indexOf(text.charAt(start + 1)) >= 0
                    || Letters.upper(text.charAt(Math.min(start + 1, end - 1)));
        }
        boolean same = true;
        for (int i = start; i < end && same; i++) {
            same = text.charAt(i) == first;
        }
        return same
                || Found.masked(text, start, end)
                || length <= 12
                        && WORDS.contains(
                                text.subSequence(start, end).toString().toLowerCase(Locale.ROOT));
    }

    private static boolean same(CharSequence text, int name, int at, int start, int end) {
        return end - start <= at - name
                && Letters.is(text, name, text.subSequence(start, end).toString());
    }

    /** A name in capitals is one of the environment. */
    private static boolean shouted(CharSequence text, int name, int at) {
        for (int i = name; i < at; i++) {
            if (Letters.lower(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsLine(CharSequence text, int end) {
        return end == text.length()
                || text.charAt(end) == '\n'
                || text.charAt(end) == '\r'
                || Letters.exactly(text, end, "\\n");
    }

    /** After the scheme of the header {@code Authorization}; the start itself where there is none. */
    private static int scheme(CharSequence text, int start, int end) {
        for (String scheme : new String[] {"bearer ", "basic ", "token ", "apikey ", "bot "}) {
            if (Letters.is(text, start, scheme)) {
                return start + scheme.length();
            }
        }
        return start;
    }

    private static int plain(CharSequence text, int start, int longest) {
        int end = start;
        int limit = (int) Math.min(text.length(), (long) start + longest);
        while (end < limit && END_OF_VALUE.indexOf(text.charAt(end)) < 0 && !escape(text, end)) {
            end++;
        }
        while (end > start && text.charAt(end - 1) == '.') {
            end--;
        }
        return end;
    }

    private static boolean escape(CharSequence text, int at) {
        return text.charAt(at) == '\\' && at + 1 < text.length() && "nrt\"'\\".indexOf(text.charAt(at + 1)) >= 0;
    }

    /**
     * Where a quoted value ends: at a quote that is escaped no deeper than the opening one.
     *
     * @param backslashes how many stood before that
     */
    private static int closing(CharSequence text, int quote, int backslashes) {
        char kind = text.charAt(quote);
        int before = 0;
        int i = quote + 1;
        for (; i < Math.min(text.length(), quote + QUOTED); i++) {
            char c = text.charAt(i);
            if (c == kind && before <= backslashes) {
                return i - before;
            }
            before = c == '\\' ? before + 1 : 0;
        }
        return i;
    }
}
