package ai.hermes.sessions.masking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes once through a text, and stops only at the few characters that give credentials away. Each stop looks at a
 * bounded number of characters, or goes on after what it looked at, so that the cost is linear whatever the text is.
 *
 * <p>Own code rather than regular expressions: those that would do cost a hundred times as much as writing the text,
 * and some of them cannot be bounded.
 */
final class Scanner {

    /** So many characters around a stop are looked at before it is known to be a secret: the cost is linear. */
    static final int REACH = 128;

    /** What is looked at on both sides of a place: more than a private key has. */
    private static final int BEFORE = 1 << 16;

    private static final int AFTER = 1 << 14;

    private static final int ASCII = 128;
    private static final Prefix[] NONE = {};

    /** Whether to stop at a character. */
    private static final boolean[] STOPS = new boolean[ASCII];

    /** Kinds that are known by how they begin, by the character that gives them away and the one before it. */
    private static final Prefix[][] PREFIXES = prefixes();

    private Scanner() {}

    private static Prefix[][] prefixes() {
        for (char stop : "-JBb.:=".toCharArray()) {
            STOPS[stop] = true;
        }
        Map<Integer, List<Prefix>> all = new HashMap<>();
        for (Prefix prefix : Prefixes.all()) {
            STOPS[prefix.character()] = true;
            all.computeIfAbsent(prefix.character() * ASCII + prefix.before(), key -> new ArrayList<>())
                    .add(prefix);
        }
        Prefix[][] table = new Prefix[ASCII * ASCII][];
        all.forEach((place, prefixes) -> table[place] = prefixes.toArray(Prefix[]::new));
        for (int i = 0; i < table.length; i++) {
            table[i] = table[i] == null ? NONE : table[i];
        }
        return table;
    }

    /**
     * Masks each secret in a text, from its beginning to its end.
     *
     * @return the text with all of them masked; the same where there is none
     */
    static Masked mask(CharSequence text) {
        List<Found> secrets = secrets(text, text.length());
        if (secrets.isEmpty()) {
            return new Masked(text.toString(), 0);
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (Found secret : secrets) {
            out.append(text, done, secret.start()).append(secret.mask());
            done = secret.end();
        }
        return new Masked(out.append(text, done, text.length()).toString(), secrets.size());
    }

    /** A part of a text, masked as in the whole; a secret belongs to the part that it begins in, with all of it. */
    static MaskedPiece piece(CharSequence text, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        int places = 0;
        int done = from;
        // What begins in the piece is known by something at most so far behind it.
        for (Found secret : secrets(text, (int) Math.min(text.length(), (long) to + REACH))) {
            if (secret.start() < from) {
                done = Math.max(done, secret.end());
            } else if (secret.start() < to) {
                out.append(text, done, secret.start()).append(secret.mask());
                done = secret.end();
                places++;
            }
        }
        int end = Math.max(done, to);
        return new MaskedPiece(out.append(text, done, end).toString(), end, places, true);
    }

    /** A place in a text, or where the secret begins that it would cut in two. */
    static int cut(String text, int at) {
        int from = Math.max(0, at - BEFORE);
        String around = text.substring(from, Math.min(text.length(), at + AFTER));
        return secrets(around, around.length()).stream()
                // Also one that ends there: what tells that it is one may follow, as the host does after a password.
                .filter(it -> from + it.start() < at && from + it.end() >= at)
                .mapToInt(it -> from + it.start())
                .findFirst()
                .orElse(at);
    }

    /** @param length where it ends to stop; what is found before goes on behind it */
    private static List<Found> secrets(CharSequence text, int length) {
        List<Found> secrets = List.of();
        int done = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ASCII && STOPS[c]) {
                Found found = look(text, i, done);
                while (found.there()) {
                    secrets = secrets.isEmpty() ? new ArrayList<>() : secrets;
                    secrets.add(found);
                    done = found.end();
                    i = Math.max(i, done - 1);
                    found = c == 'K' || c == 'S' ? Tokens.besideAwsKey(text, found) : Found.NOTHING;
                }
            }
        }
        return secrets;
    }

    /** Not by a table of rules: called so, the few that are asked often become a part of the loop. */
    private static Found look(CharSequence text, int at, int from) {
        char c = text.charAt(at);
        Found found =
                switch (c) {
                    case '-' -> Tokens.privateKey(text, at, from);
                    case 'J' -> Tokens.webToken(text, at, from);
                    case 'B', 'b' -> Tokens.headerScheme(text, at, from);
                    case '.' -> Tokens.discordBot(text, at, from);
                    case '=' -> Assignments.at(text, at, from);
                    case ':' -> colon(text, at, from);
                    default -> Found.NOTHING;
                };
        char before = at > from ? text.charAt(at - 1) : 0;
        return found.there() || before >= ASCII ? found : prefix(PREFIXES[c * ASCII + before], text, at, from);
    }

    private static Found colon(CharSequence text, int at, int from) {
        if (at + 1 < text.length() && text.charAt(at + 1) == '/') {
            return Addresses.inAddress(text, at, from);
        }
        Found bot = Tokens.telegramBot(text, at, from);
        Found user = bot.there() ? bot : Addresses.ofCommand(text, at, from);
        Found address = user.there() ? user : Addresses.withoutScheme(text, at, from);
        return address.there() ? address : Assignments.at(text, at, from);
    }

    private static Found prefix(Prefix[] prefixes, CharSequence text, int at, int from) {
        for (Prefix prefix : prefixes) {
            Found found = prefix.at(text, at, from);
            if (found.there()) {
                return found;
            }
        }
        return Found.NOTHING;
    }
}
