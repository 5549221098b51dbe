package ai.hermes.sessions.insight;

import java.util.OptionalDouble;

/** What is known of the price of something. The kinds are never added to each other. */
enum CostKind {
    /** The provider told it. */
    ACTUAL,
    /** The agent worked it out. */
    ESTIMATED,
    /** A subscription pays for it. */
    INCLUDED,
    /** Tokens were used, and nobody knows a price. */
    UNPRICED,
    /** Nothing was used. */
    NONE;

    /** Of a session's row, where what is not known is NULL. */
    static CostKind ofSession(String status, OptionalDouble actual, OptionalDouble estimated, boolean used) {
        if (status.equals("included")) {
            return INCLUDED;
        } else if (actual.isPresent()) {
            return ACTUAL;
        } else if (estimated.isPresent() && !status.equals("unknown")) {
            return ESTIMATED;
        }
        return used ? UNPRICED : NONE;
    }

    /** Of a line of the ledger, where what is not known is 0. */
    static CostKind ofLedger(String status, double actual, double estimated, boolean used) {
        return ofSession(status, known(status, "actual", actual), known(status, "estimated", estimated), used);
    }

    private static OptionalDouble known(String status, String knownBy, double value) {
        return value != 0 || status.equals(knownBy) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** Which of the two prices is the one of this kind, in US dollars. */
    double of(OptionalDouble actual, OptionalDouble estimated) {
        return switch (this) {
            case ACTUAL -> actual.orElse(0);
            case ESTIMATED, INCLUDED -> estimated.orElse(0);
            case UNPRICED, NONE -> 0;
        };
    }
}
