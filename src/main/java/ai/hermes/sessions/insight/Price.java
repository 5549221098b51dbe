package ai.hermes.sessions.insight;

/**
 * What something cost.
 *
 * @param kind what is known of it
 * @param usd US dollars; 0 where no price is known
 */
record Price(CostKind kind, double usd) {}
