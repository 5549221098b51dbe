package ai.hermes.sessions.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code /health}. Times are seconds since 1970. Clients know it from a service that also runs the agent;
 * this one only reads, so what speaks of runs and streams is always at rest.
 *
 * @param status {@code ok} or {@code degraded}
 * @param sessions conversations held in memory
 * @param activeStreams streams of running agents
 * @param activeRuns runs of agents
 * @param runs those runs
 * @param lastRunFinishedAt when the last one ended; null without one
 * @param serverStartedAt when this process started
 * @param uptimeSeconds for how long it runs
 * @param acceptLoop the requests that came in
 * @param checks each component, in the answer to a deep question only
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record HealthAnswer(
        String status,
        long sessions,
        int activeStreams,
        int activeRuns,
        List<Object> runs,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<Double> lastRunFinishedAt,
        double serverStartedAt,
        double uptimeSeconds,
        AcceptLoop acceptLoop,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<DeepHealth> checks) {

    /**
     * @param requestsTotal requests since the start
     * @param lastRequestAt when the last one came
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record AcceptLoop(long requestsTotal, double lastRequestAt) {}
}
