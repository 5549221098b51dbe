package ai.hermes.sessions.insight;

/** Sums of prices. */
final class Dollars {

    /** A token may cost some billionths of a dollar. */
    private static final double PARTS = 1e9;

    private Dollars() {}

    /** Without what adding up decimal fractions as binary ones leaves at the end. */
    static double rounded(double usd) {
        return Math.round(usd * PARTS) / PARTS;
    }
}
