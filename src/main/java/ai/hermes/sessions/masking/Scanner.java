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

    private static final int ASCII = 128;
    private static final Rule[] NONE = {};

    /** Whether to stop at a character. */
    private static final boolean[] STOPS = new boolean[ASCII];

    /** Rules by the character and the one before it, those for any one before it under NUL. */
    private static final Rule[][] RULES = rules();

    private Scanner() {}

    private static Rule[][] rules() {
        Map<Integer, List<Rule>> all = new HashMap<>();
        add(all, '-', Tokens::privateKey);
        add(all, 'J', Tokens::webToken);
        add(all, 'B', Tokens::headerScheme);
        add(all, 'b', Tokens::headerScheme);
        add(all, '.', Tokens::discordBot);
        add(all, ':', Addresses::inAddress);
        add(all, ':', Tokens::telegramBot);
        add(all, ':', Addresses::ofCommand);
        add(all, ':', Assignments::at);
        add(all, '=', Assignments::at);
        for (Prefix prefix : Prefixes.all()) {
            STOPS[prefix.character()] = true;
            all.computeIfAbsent(prefix.character() * ASCII + prefix.before(), key -> new ArrayList<>())
                    .add(prefix);
        }
        Rule[][] table = new Rule[ASCII * ASCII][];
        for (int i = 0; i < table.length; i++) {
            table[i] = all.getOrDefault(i, List.of()).toArray(NONE);
        }
        return table;
    }

    private static void add(Map<Integer, List<Rule>> all, char character, Rule rule) {
        STOPS[character] = true;
        all.computeIfAbsent(character * ASCII, key -> new ArrayList<>()).add(rule);
    }

    /**
     * Tells of each secret in a text, from its beginning to its end.
     *
     * @return the text with all of them masked; the same where there is none
     */
    static Masked mask(CharSequence text) {
        StringBuilder out = new StringBuilder(0);
        int places = 0;
        int done = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ASCII && STOPS[c]) {
                Found found = look(text, i, done);
                while (found.there()) {
                    out.append(text, done, found.start()).append(found.mask());
                    places++;
                    done = found.end();
                    i = Math.max(i, done - 1);
                    found = c == 'K' || c == 'S' ? Tokens.besideAwsKey(text, found) : Found.NOTHING;
                }
            }
        }
        return places == 0
                ? new Masked(text.toString(), 0)
                : new Masked(out.append(text, done, length).toString(), places);
    }

    private static Found look(CharSequence text, int at, int from) {
        char c = text.charAt(at);
        char before = at > from ? text.charAt(at - 1) : 0;
        Found found = first(RULES[c * ASCII], text, at, from);
        return found.there() || before == 0 || before >= ASCII
                ? found
                : first(RULES[c * ASCII + before], text, at, from);
    }

    private static Found first(Rule[] rules, CharSequence text, int at, int from) {
        for (Rule rule : rules) {
            Found found = rule.at(text, at, from);
            if (found.there() && found.start() >= from) {
                return found;
            }
        }
        return Found.NOTHING;
    }
}
