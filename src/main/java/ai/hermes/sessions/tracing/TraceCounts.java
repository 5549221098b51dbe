package ai.hermes.sessions.tracing;

import ai.hermes.sessions.conversation.SessionRow;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How much was made traces of.
 *
 * @param conversations conversations, each a trace
 * @param sessions their sessions
 * @param spans their spans
 * @param incomplete conversations of which messages could not be read; their spans say which
 * @param inputTokens tokens sent, without those that the cache had
 * @param outputTokens tokens received
 * @param cacheReadTokens tokens from the cache
 * @param cacheWriteTokens tokens into it
 */
@JsonNaming(SnakeCaseStrategy.class)
record TraceCounts(
        long conversations,
        long sessions,
        long spans,
        long incomplete,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens) {

    static final TraceCounts NONE = new TraceCounts(0, 0, 0, 0, 0, 0, 0, 0);

    TraceCounts withConversation(boolean complete) {
        return new TraceCounts(
                conversations + 1,
                sessions,
                spans,
                incomplete + (complete ? 0 : 1),
                inputTokens,
                outputTokens,
                cacheReadTokens,
                cacheWriteTokens);
    }

    TraceCounts withSession(SessionRow row) {
        return new TraceCounts(
                conversations,
                sessions + 1,
                spans,
                incomplete,
                inputTokens + row.inputTokens(),
                outputTokens + row.outputTokens(),
                cacheReadTokens + row.cacheReadTokens(),
                cacheWriteTokens + row.cacheWriteTokens());
    }

    TraceCounts withSpans(int more) {
        return new TraceCounts(
                conversations,
                sessions,
                spans + more,
                incomplete,
                inputTokens,
                outputTokens,
                cacheReadTokens,
                cacheWriteTokens);
    }
}
