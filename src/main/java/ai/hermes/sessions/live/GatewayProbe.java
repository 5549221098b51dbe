package ai.hermes.sessions.live;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Whether the list can be followed, in the form that clients know.
 *
 * @param fallbackPollMs how often to ask where it cannot, in milliseconds
 * @param watcherRunning whether stores are watched; they always are
 */
@JsonNaming(SnakeCaseStrategy.class)
record GatewayProbe(
        boolean enabled,
        int fallbackPollMs,
        boolean ok,
        boolean watcherRunning,
        String scope,
        boolean sessionStreamAvailable,
        String sessionStreamPath) {

    static final GatewayProbe YES =
            new GatewayProbe(true, 30_000, true, true, "gateway_sessions", true, "/api/session/stream");
}
