package ai.hermes.sessions.masking;

/** Credentials that are known by their form rather than by how they begin. */
final class Tokens {

    private static final int REACH_OF_HEADER = 64;
    private static final int JWT_PART = 10;
    private static final int JWT_HEADER = 1024;
    private static final String[] BODY_OF_KEY = {"-----BEGIN ", "PRIVATE KEY", "-----END "};
    private static final int AWS_SECRET = 40;
    private static final int BOT_DIGITS = 8;
    private static final int BOT_SECRET = 30;

    private Tokens() {}

    /** A JSON Web Token: {@code eyJ...}, a dot, and more. At the {@code J}. */
    static Found webToken(CharSequence text, int at, int from) {
        int start = at - 2;
        if (start < from || !Letters.exactly(text, start, "eyJ") || !Letters.begins(text, start)) {
            return Found.NOTHING;
        }
        int dot = run(text, at, Math.min(text.length(), at + JWT_HEADER));
        if (dot - start < JWT_PART
                || dot >= text.length()
                || text.charAt(dot) != '.'
                || dot + 1 < text.length() && !Letters.token(text.charAt(dot + 1))) {
            return Found.NOTHING;
        }
        int end = dot;
        while (end < text.length() && (Letters.token(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        while (text.charAt(end - 1) == '.') {
            end--;
        }
        return end - dot > JWT_PART || end == text.length() ? Found.credential(text, start, end) : Found.NOTHING;
    }

    /** A private key in the form of PEM, of which the end may be cut off. At its first hyphen. */
    static Found privateKey(CharSequence text, int at, int from) {
        if (at > from && text.charAt(at - 1) == '-' || !Letters.exactly(text, at, BODY_OF_KEY[0])) {
            return Found.NOTHING;
        }
        int near = Math.min(text.length(), at + REACH_OF_HEADER);
        int body = find(text, BODY_OF_KEY[1], at, near);
        if (body < 0) {
            return Found.NOTHING;
        }
        int end = body;
        // Base64, line ends as they are or escaped, however often, and headers such as Proc-Type.
        while (end < text.length()
                && (Letters.header(text.charAt(end)) || " \r\n\t\\:,".indexOf(text.charAt(end)) >= 0)) {
            if (text.charAt(end) == '-' && Letters.exactly(text, end, BODY_OF_KEY[2])) {
                int close = find(text, BODY_OF_KEY[1], end, Math.min(text.length(), end + REACH_OF_HEADER));
                end = close < 0 ? end : close + BODY_OF_KEY[1].length();
                while (end < text.length() && text.charAt(end) == '-') {
                    end++;
                }
                break;
            }
            end++;
        }
        return Found.hidden(at, end);
    }

    /** The token of a bot of Telegram: {@code 123456789:AA...}. At the colon. */
    static Found telegramBot(CharSequence text, int at, int from) {
        if (at == from || !Letters.digit(text.charAt(at - 1))) {
            return Found.NOTHING;
        }
        int start = at;
        while (start > from && at - start <= BOT_DIGITS + 4 && Letters.digit(text.charAt(start - 1))) {
            start--;
        }
        int end = run(text, at + 1, Math.min(text.length(), at + Scanner.REACH));
        return at - start >= BOT_DIGITS && end - at > BOT_SECRET && Letters.random(text, at + 1, end)
                ? Found.credential(text, start, end)
                : Found.NOTHING;
    }

    /** The token of a bot of Discord: three parts of known lengths. At the first dot. */
    static Found discordBot(CharSequence text, int at, int from) {
        int second = at + 7;
        if (second + 28 > text.length() || text.charAt(second) != '.' || run(text, at + 1, second) != second) {
            return Found.NOTHING;
        }
        int start = at;
        while (start > from && at - start < 30 && Letters.token(text.charAt(start - 1))) {
            start--;
        }
        int end = run(text, second + 1, Math.min(text.length(), second + Scanner.REACH));
        return at - start >= 23 && at - start <= 28 && end - second >= 28 && Letters.random(text, start, at)
                ? Found.credential(text, start, end)
                : Found.NOTHING;
    }

    /** What follows {@code Bearer} or {@code Basic} in a header. At the {@code b}. */
    static Found headerScheme(CharSequence text, int at, int from) {
        boolean basic = Letters.is(text, at, "basic ");
        if (!basic && !Letters.is(text, at, "bearer ") || !Letters.begins(text, at)) {
            return Found.NOTHING;
        }
        int start = at + (basic ? 6 : 7);
        while (start < text.length() && start < at + 12 && text.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < text.length() && Letters.header(text.charAt(end))) {
            end++;
        }
        while (end > start && text.charAt(end - 1) == '.') {
            end--;
        }
        return end - start >= 12 && Letters.random(text, start, end) && (!basic || encoded(text, start, end))
                ? basic ? Found.hidden(start, end) : Found.credential(text, start, end)
                : Found.NOTHING;
    }

    private static boolean encoded(CharSequence text, int start, int end) {
        return (end - start) % 4 == 0 && text.subSequence(start, end).chars().noneMatch(it -> "-_.~".indexOf(it) >= 0);
    }

    /** The secret that stands beside the id of an AWS key, as in a list of accounts. */
    static Found besideAwsKey(CharSequence text, Found key) {
        int start = key.end();
        while (start < text.length() && start - key.end() < 4 && ",:;\t |/\"".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < text.length()
                && end - start <= AWS_SECRET
                && (Letters.alphanumeric(text.charAt(end)) || "/+=".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return start > key.end() && end - start == AWS_SECRET && Letters.random(text, start, end)
                ? Found.credential(text, start, end)
                : Found.NOTHING;
    }

    private static int run(CharSequence text, int from, int limit) {
        int end = from;
        while (end < limit && Letters.token(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int find(CharSequence text, String part, int from, int limit) {
        for (int i = from; i + part.length() <= limit; i++) {
            if (Letters.exactly(text, i, part)) {
                return i;
            }
        }
        return -1;
    }
}
