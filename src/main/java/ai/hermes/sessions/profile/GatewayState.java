package ai.hermes.sessions.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the gateway of a profile wrote about itself. It is written when something changes and not in between, so an old
 * record says little.
 *
 * @param there whether there is a record that can be understood
 * @param state the gateway's own word, such as {@code running}; empty where there is none
 * @param updatedAt when it was written
 * @param processRuns whether a process with the gateway's number runs on this machine, as far as can be seen
 * @param activeAgents how many agents were at work
 * @param platforms the state of each chat platform, by its name
 */
public record GatewayState(
        boolean there,
        String state,
        Optional<Instant> updatedAt,
        boolean processRuns,
        Optional<Integer> activeAgents,
        Map<String, String> platforms) {

    /** Nothing is known. */
    public static final GatewayState UNKNOWN =
            new GatewayState(false, "", Optional.empty(), false, Optional.empty(), Map.of());

    private static final Duration FRESH = Duration.ofSeconds(120);

    /** Whether the gateway runs: yes, or not known. From outside a "no" is never certain. */
    public boolean running(Instant now) {
        return saysRunning() && (processRuns || fresh(now));
    }

    /** What is known, in one of the words that clients know: {@code alive}, {@code down} or {@code unknown}. */
    public String word(Instant now) {
        return running(now) ? "alive" : there && !saysRunning() ? "down" : "unknown";
    }

    /** Why it is known, or not, in one of the words that clients know; empty for a process that was seen. */
    public Optional<String> reason(Instant now) {
        if (!there) {
            return Optional.of("gateway_status_unavailable");
        } else if (!saysRunning()) {
            return Optional.of("gateway_stale_stopped_state");
        } else if (processRuns) {
            return Optional.empty();
        }
        return Optional.of(fresh(now) ? "cross_container_freshness" : "gateway_stale_running_state");
    }

    /** Names of the platforms, in their order. */
    public List<String> platformNames() {
        return platforms.keySet().stream().sorted().toList();
    }

    private boolean saysRunning() {
        return state.equals("running");
    }

    private boolean fresh(Instant now) {
        return updatedAt
                .filter(it -> !it.isAfter(now.plus(FRESH)) && it.plus(FRESH).isAfter(now))
                .isPresent();
    }
}
