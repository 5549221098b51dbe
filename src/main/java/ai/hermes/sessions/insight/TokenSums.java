package ai.hermes.sessions.insight;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Tokens of many sessions.
 *
 * @param input sent, without those that the provider's cache had
 * @param output received
 * @param cacheRead read from the provider's cache
 * @param cacheWrite written to it
 * @param reasoning those of the output that were thought
 * @param total all but {@code reasoning}, which is a part of the output
 */
@JsonNaming(SnakeCaseStrategy.class)
record TokenSums(long input, long output, long cacheRead, long cacheWrite, long reasoning, long total) {}
