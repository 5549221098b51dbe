package ai.hermes.sessions.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** How values in a query string are understood. What makes no sense counts as not given, as clients expect. */
public final class QueryValues {

    private static final Set<String> YES = Set.of("1", "true", "yes", "on");

    private QueryValues() {}

    /** Whether a flag is set: {@code 1}, {@code true}, {@code yes} or {@code on}, in any case. */
    public static boolean flag(Optional<String> value) {
        return value.map(it -> YES.contains(it.strip().toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    /** A whole number from 0 on; empty where it is none, the maximum where it is greater. */
    public static OptionalInt number(Optional<String> value, int max) {
        String digits = value.map(String::strip).orElse("");
        if (!digits.matches("\\d+")) {
            return OptionalInt.empty();
        }
        // More digits than an int has are more than any maximum.
        return OptionalInt.of(digits.length() > 9 ? max : Math.min(max, Integer.parseInt(digits)));
    }
}
