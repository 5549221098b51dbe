package ai.hermes.sessions.copy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A branch that was made.
 *
 * @param sessionId its id
 * @param title its title
 * @param parentSessionId the session that it was made of
 */
@JsonNaming(SnakeCaseStrategy.class)
record Branched(String sessionId, String title, String parentSessionId) {}
