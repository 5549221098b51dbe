package ai.hermes.sessions.insight;

/**
 * What many sessions cost, by what is known of the price. A session is in one of these at most, and they are not to be
 * added: what a provider billed is something else than what the agent worked out.
 *
 * @param actual the provider told it
 * @param estimated the agent worked it out
 * @param included a subscription pays for it; what it would have cost
 * @param unpriced tokens were used and no price is known
 */
record Costs(Part actual, Part estimated, Part included, Part unpriced) {

    /**
     * The part of one kind.
     *
     * @param sessions how many sessions, or lines of the ledger
     * @param usd US dollars
     */
    record Part(long sessions, double usd) {}
}
