package ai.hermes.sessions.transcript;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for a text in texts that come in pieces. They are masked: what is not shown cannot be found out so. */
final class Needle {

    private static final int AROUND = 60;

    private final Pattern pattern;
    private final int length;
    private String rest = "";
    private int count;
    private Optional<String[]> first = Optional.empty();

    Needle(String text) {
        this.pattern = Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        this.length = text.length();
    }

    /** Begins another text. */
    void begin() {
        rest = "";
        count = 0;
        first = Optional.empty();
    }

    /** Whether it is in a text. */
    boolean in(String text) {
        return pattern.matcher(text).find();
    }

    /** Looks through the next piece of the text. */
    void look(String piece) {
        String all = rest + piece;
        Matcher matcher = pattern.matcher(all);
        int done = 0;
        while (matcher.find()) {
            count++;
            done = matcher.end();
            if (first.isEmpty()) {
                first = Optional.of(new String[] {
                    all.substring(Math.max(0, matcher.start() - AROUND), matcher.start()),
                    matcher.group(),
                    all.substring(done, Math.min(all.length(), done + AROUND))
                });
            }
        }
        // What was found is not found again; of the rest so much may be the beginning of a place.
        rest = all.substring(Math.max(done, all.length() - Math.max(0, length - 1)));
    }

    /** What was found in the text; empty where nothing was. */
    <T> Optional<T> found(BiFunction<Integer, String[], T> maker) {
        return first.map(it -> maker.apply(count, it));
    }
}
