package ai.hermes.sessions.insight;

/**
 * Tokens by what was done with them.
 *
 * @param input sent, without those that the provider's cache had
 * @param output received
 * @param cacheRead read from the provider's cache
 * @param cacheWrite written to it
 * @param reasoning those of the output that were thought rather than said
 */
record TokenCounts(long input, long output, long cacheRead, long cacheWrite, long reasoning) {

    /** Whether there were any. */
    boolean any() {
        return (input | output | cacheRead | cacheWrite | reasoning) != 0;
    }
}
