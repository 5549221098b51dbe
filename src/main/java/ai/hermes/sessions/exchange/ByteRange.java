package ai.hermes.sessions.exchange;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of bytes that is asked for, as RFC 9110 has it. Of several, and of what is none, all bytes are given instead.
 *
 * @param from number of the first
 * @param to number of the last
 */
record ByteRange(long from, long to) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * What a header asks for.
     *
     * @param satisfiable whether there are such bytes
     */
    record Asked(Optional<ByteRange> range, boolean satisfiable) {

        private static final Asked ALL = new Asked(Optional.empty(), true);
        private static final Asked NOTHING = new Asked(Optional.empty(), false);
    }

    static Asked of(Optional<String> header, long size) {
        Matcher one = ONE.matcher(header.map(String::strip).orElse(""));
        if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) {
            return Asked.ALL;
        } else if (one.group(1).isEmpty()) {
            long count = Math.min(size, Long.parseLong(one.group(2)));
            return count == 0 ? Asked.NOTHING : new Asked(Optional.of(new ByteRange(size - count, size - 1)), true);
        }
        long from = Long.parseLong(one.group(1));
        long to = one.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(one.group(2)));
        if (!one.group(2).isEmpty() && Long.parseLong(one.group(2)) < from) {
            return Asked.ALL;
        }
        return from >= size ? Asked.NOTHING : new Asked(Optional.of(new ByteRange(from, to)), true);
    }

    long length() {
        return to - from + 1;
    }
}
