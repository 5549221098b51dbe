package ai.hermes.sessions.health;

import ai.hermes.sessions.store.StoreFault;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the last look at a component has shown, in the words that clients of deep health know. */
enum Status {
    /** In order. */
    OK,
    /** Somebody should look at it, but it does no harm to the whole. */
    WARN,
    /** A store that is not there, which is how every home begins. */
    MISSING,
    /** It does not work. */
    ERROR;

    static Status of(CheckResult result) {
        Finding finding = result.finding();
        return switch (finding.level()) {
            case PASS -> OK;
            case WARN -> WARN;
            case FAIL ->
                finding.problem()
                                .map(Problem::code)
                                .filter(StoreFault.MISSING.code()::equals)
                                .isPresent()
                        ? MISSING
                        : ERROR;
        };
    }

    /** The status as it is written on the wire. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
