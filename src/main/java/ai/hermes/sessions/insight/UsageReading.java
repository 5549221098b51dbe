package ai.hermes.sessions.insight;

import java.util.Optional;

/**
 * The figures of one store as they can be told now.
 *
 * @param table the last good ones
 * @param fault why they are not newer; empty while the store can be read
 */
record UsageReading(UsageTable table, Optional<InsightFault> fault) {}
