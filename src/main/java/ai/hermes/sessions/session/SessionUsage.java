package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.SessionRow;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.OptionalDouble;

/**
 * What a session used up, as far as the agent noted it for the segment that the session goes on in.
 *
 * @param totalTokens those sent and those received
 * @param estimatedCost US dollars; null where it is not known
 */
@JsonNaming(SnakeCaseStrategy.class)
record SessionUsage(long inputTokens, long outputTokens, long totalTokens, OptionalDouble estimatedCost, String model) {

    static SessionUsage of(Conversation conversation) {
        SessionRow tip = conversation.tip();
        return new SessionUsage(
                tip.inputTokens(), tip.outputTokens(), tip.inputTokens() + tip.outputTokens(), tip.cost(), tip.model());
    }
}
