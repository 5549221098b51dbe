package ai.hermes.sessions.health;

import ai.hermes.sessions.conversation.Source;
import ai.hermes.sessions.profile.GatewayState;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The gateway of a profile, as far as it can be seen from outside.
 *
 * @param running whether it is known to run
 * @param configured whether it has ever written about itself
 * @param lastActive when it last wrote about itself, in ISO form; empty where it never did
 * @param sessionCount conversations of chat platforms
 */
@JsonNaming(SnakeCaseStrategy.class)
record GatewayStatus(
        boolean running,
        boolean configured,
        List<Platform> platforms,
        String lastActive,
        long sessionCount,
        Health health) {

    static GatewayStatus of(GatewayState gateway, long sessions, Instant now) {
        return new GatewayStatus(
                gateway.running(now),
                gateway.there(),
                gateway.platformNames().stream()
                        .map(it -> new Platform(it, Source.of(it).label()))
                        .toList(),
                gateway.updatedAt().map(Instant::toString).orElse(""),
                sessions,
                new Health(
                        gateway.word(now),
                        gateway.reason(now),
                        Optional.of(gateway.state()).filter(it -> !it.isEmpty())));
    }

    /** A chat platform. */
    record Platform(String name, String label) {}

    /**
     * What it rests on.
     *
     * @param state {@code alive}, {@code down} or {@code unknown}
     * @param reason why; null for a process that was seen
     * @param gatewayState the gateway's own word; null where it never said one
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Health(String state, Optional<String> reason, Optional<String> gatewayState) {}
}
