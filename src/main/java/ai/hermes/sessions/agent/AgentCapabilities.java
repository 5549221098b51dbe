package ai.hermes.sessions.agent;

import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the API servers can do, asked of them and kept for a while: agents of many ages are about, and one may be
 * updated, stopped and started at any time. Asking waits for the server, at most one question to each at a time.
 */
@Singleton
class AgentCapabilities {

    private static final String PATH = "/v1/capabilities";
    private static final String KIND = "hermes.api_server.capabilities";
    /** What failed may work again soon. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final AgentServers servers;
    private final AgentClient client;
    private final Duration age;
    private final Duration failureAge;
    private final Map<Profile, Known> known = new ConcurrentHashMap<>();

    @Inject
    AgentCapabilities(AgentServers servers, AgentClient client, AgentConfig config) {
        this.servers = servers;
        this.client = client;
        this.age = config.capabilitiesAge();
        this.failureAge = age.compareTo(SOON) < 0 ? age : SOON;
    }

    /** How the server of a profile is; as known from a moment ago, or asked now. */
    AgentStatus status(Profile profile) {
        return servers.of(profile)
                .map(server ->
                        known.computeIfAbsent(profile, it -> new Known(server)).status(profile))
                .orElseGet(() -> AgentStatus.of(profile.name(), AgentState.NOT_CONFIGURED, Optional.empty(), 0));
    }

    /**
     * The server of a profile, if it can be asked to do something to sessions.
     *
     * @throws ApiException with state, consequence and remedy if it cannot
     */
    AgentServer ready(Profile profile) {
        AgentStatus status = status(profile);
        if (status.state() != AgentState.OK) {
            throw refusal(status.state(), status.reason());
        }
        return servers.of(profile).orElseThrow();
    }

    /** Makes the next question go to the server: something happened that does not fit what is known of it. */
    void forget(Profile profile) {
        known.remove(profile);
    }

    private static ApiException refusal(AgentState state, Optional<String> reason) {
        return new ApiException(
                state.status(),
                "agent_" + state.wireName(),
                state.message(),
                Map.of("consequence", state.consequence(), "remedy", state.remedy(), "reason", reason.orElse("")));
    }

    private static AgentState stateOf(Reply reply) {
        if (!(reply instanceof Reply.Answer answer)) {
            return reply == Reply.Failure.TOO_LARGE || reply == Reply.Failure.GARBAGE
                    ? AgentState.UNSUPPORTED
                    : AgentState.UNREACHABLE;
        } else if (answer.refusesKey()) {
            return AgentState.UNAUTHORIZED;
        } else if (answer.status() == 429 || answer.status() >= 500) {
            return AgentState.UNREACHABLE;
        }
        JsonNode body = answer.body();
        boolean agent = answer.done() && KIND.equals(body.path("object").asText());
        return agent && body.path("features").path("session_resources").asBoolean()
                ? AgentState.OK
                : AgentState.UNSUPPORTED;
    }

    /** What is known of one server. */
    private final class Known {
        private final AgentServer server;
        private Optional<AgentState> state = Optional.empty();
        private Optional<String> reason = Optional.empty();
        private long askedAt;

        Known(AgentServer server) {
            this.server = server;
        }

        synchronized AgentStatus status(Profile profile) {
            Duration good = state.filter(AgentState.OK::equals).isPresent() ? age : failureAge;
            if (state.isEmpty() || System.nanoTime() - askedAt > good.toNanos()) {
                Reply reply = client.get(server, PATH);
                AgentState now = stateOf(reply);
                askedAt = System.nanoTime();
                state = Optional.of(now);
                reason = now == AgentState.UNREACHABLE ? Optional.of(AgentStatus.word(reply)) : Optional.empty();
            }
            return AgentStatus.of(profile.name(), state.orElseThrow(), reason, (System.nanoTime() - askedAt) / 1e9);
        }
    }
}
