package ai.hermes.sessions.health;

import ai.hermes.sessions.profile.GatewayState;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the agent's gateway is, as far as it can be seen from outside.
 *
 * @param alive true, or null where it is not known. It is never false: clients raise an alarm for that, and no file
 *     tells for certain that a gateway which should run does not
 * @param checkedAt in ISO form
 * @param gatewayChat chat through the gateway, of which this service has none
 */
@JsonNaming(SnakeCaseStrategy.class)
record AgentHealth(Optional<Boolean> alive, String checkedAt, Details details, GatewayChat gatewayChat) {

    static AgentHealth of(GatewayState gateway, Instant now) {
        return new AgentHealth(
                gateway.running(now) ? Optional.of(true) : Optional.empty(),
                now.toString(),
                Details.of(gateway, now),
                GatewayChat.NONE);
    }

    /**
     * What it rests on.
     *
     * @param state {@code alive}, {@code down} or {@code unknown}
     * @param reason why
     * @param gatewayState the gateway's own word
     * @param updatedAt when it said so, in ISO form
     * @param platformStates the state of each chat platform
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Details(
            String state,
            Optional<String> reason,
            Optional<String> gatewayState,
            Optional<String> updatedAt,
            Optional<Integer> activeAgents,
            Optional<Integer> platformCount,
            Optional<Map<String, String>> platformStates) {

        static Details of(GatewayState gateway, Instant now) {
            return new Details(
                    gateway.word(now),
                    gateway.reason(now),
                    Optional.of(gateway.state()).filter(it -> !it.isEmpty()),
                    gateway.updatedAt().map(Instant::toString),
                    gateway.activeAgents(),
                    Optional.of(gateway.platforms().size()).filter(it -> gateway.there()),
                    Optional.of(gateway.platforms()).filter(it -> gateway.there()));
        }
    }

    /**
     * Chat through the gateway.
     *
     * @param backend the name that clients know for "not through the gateway"
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record GatewayChat(boolean enabled, String backend, boolean baseUrlConfigured, boolean apiKeyConfigured) {
        static final GatewayChat NONE = new GatewayChat(false, "legacy", false, false);
    }
}
