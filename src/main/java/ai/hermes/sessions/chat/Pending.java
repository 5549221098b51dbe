package ai.hermes.sessions.chat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * What the agent waits for.
 *
 * @param pending always null: no agent asks anything through this service
 */
@JsonNaming(SnakeCaseStrategy.class)
record Pending(Optional<Object> pending, int pendingCount) {

    static final Pending NONE = new Pending(Optional.empty(), 0);
}
