package ai.hermes.sessions.query;

import java.util.Arrays;

/**
 * A run of characters to be found in many texts, in any case.
 *
 * <p>Found by the algorithm of Horspool: it looks at the end of where the run could stand, and most often the character
 * there tells how far to go on, so that of a text that does not have it only a few characters are looked at.
 */
public final class Needle {

    private static final int ASCII = 128;

    private final String run;
    private final char lastLower;
    private final char lastUpper;
    /** By a character at the end of where the run could stand: how far to go on if it does not stand there. */
    private final byte[] steps = new byte[ASCII];

    /** @param run what is to be found; not empty */
    public Needle(String run) {
        this.run = run;
        int last = run.length() - 1;
        lastLower = folded(run.charAt(last));
        lastUpper = Character.toUpperCase(lastLower);
        Arrays.fill(steps, (byte) Math.min(run.length(), Byte.MAX_VALUE));
        for (int i = 0; i < last; i++) {
            char lower = folded(run.charAt(i));
            if (lower < ASCII) {
                byte step = (byte) Math.min(last - i, Byte.MAX_VALUE);
                steps[lower] = step;
                steps[Character.toUpperCase(lower)] = step;
            }
        }
    }

    /** As {@link String#regionMatches(boolean, int, String, int, int)} sees it: the signs for Kelvin and k are one. */
    private static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    /** Whether a text has it. */
    public boolean isIn(String text) {
        return next(text, 0) >= 0;
    }

    /** Where it stands next in a text, from a place on; negative where it does not. */
    public int next(String text, int from) {
        int length = run.length();
        int end = text.length();
        int at = from + length - 1;
        while (at < end) {
            char c = text.charAt(at);
            boolean other = c >= ASCII;
            boolean ends =
                    c == lastLower || c == lastUpper || other && (Character.isSurrogate(c) || folded(c) == lastLower);
            if (ends && text.regionMatches(true, at - length + 1, run, 0, length)) {
                return at - length + 1;
            }
            // Others may be any character of the run in another case.
            at += other ? 1 : steps[c];
        }
        return -1;
    }
}
