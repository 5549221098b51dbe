package ai.hermes.sessions.annotation;

import java.util.OptionalDouble;

/**
 * What the first place of a conversation knew of it that was brought in to be looked at. Times are seconds since 1970,
 * 0 where they are not known.
 *
 * @param digest of its messages, lower-case hex: two with the same one and the same original id are the same
 *     conversation
 * @param originalId its id there; empty where it had none
 * @param source where it came from, by the agent's names
 * @param startedAt when it began
 * @param activeAt when it was last active
 * @param inputTokens tokens sent, cached ones not included
 * @param outputTokens tokens received
 * @param cacheReadTokens tokens read from the provider's cache
 * @param cacheWriteTokens tokens written to the provider's cache
 * @param cost US dollars; empty where that is not known
 * @param importedAt when it was brought in
 */
public record Imported(
        String digest,
        String originalId,
        String source,
        double startedAt,
        double activeAt,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        OptionalDouble cost,
        double importedAt) {}
