package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a session stands.
 *
 * @param sessionId the id of the segment that it goes on in
 * @param hermesHome the folder of its profile
 * @param personality always null: it is not kept in the store
 * @param messageCount messages of all its segments
 * @param createdAt in seconds since 1970
 * @param updatedAt in seconds since 1970
 * @param agentRunning whether a turn runs now, in whichever program
 * @param totalTokens those sent and those received
 * @param estimatedCost US dollars; null where it is not known
 */
@JsonNaming(SnakeCaseStrategy.class)
record SessionStatus(
        String sessionId,
        String title,
        String model,
        String profile,
        String hermesHome,
        String workspace,
        Optional<String> personality,
        long messageCount,
        double createdAt,
        double updatedAt,
        boolean agentRunning,
        long inputTokens,
        long outputTokens,
        long totalTokens,
        OptionalDouble estimatedCost) {

    static SessionStatus of(Conversation conversation, Path home, double now) {
        SessionUsage usage = SessionUsage.of(conversation);
        return new SessionStatus(
                conversation.tip().id(),
                conversation.title(),
                usage.model(),
                conversation.profile().name(),
                home.toString(),
                conversation.tip().cwd(),
                Optional.empty(),
                conversation.totalMessageCount(),
                conversation.root().startedAt(),
                conversation.activity(),
                conversation.running(now),
                usage.inputTokens(),
                usage.outputTokens(),
                usage.totalTokens(),
                usage.estimatedCost());
    }
}
