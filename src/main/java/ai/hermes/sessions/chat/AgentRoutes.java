package ai.hermes.sessions.chat;

import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.RouteRule;
import ai.hermes.sessions.caller.RouteRules;
import ai.hermes.sessions.wire.ErrorAnswer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Refuses what only somebody who runs the agent can answer. Reads no body and does no work. */
@Singleton
final class AgentRoutes implements RouteRules {

    static final String CODE = "agent_not_run";

    private final ObjectMapper json;

    @Inject
    AgentRoutes(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        for (AgentCall call : AgentCalls.ALL) {
            Buffer body = body(call);
            router.route(call.method(), call.route()).handler(context -> refuse(context, body));
        }
    }

    @Override
    public List<RouteRule> rules() {
        return AgentCalls.ALL.stream()
                .map(call -> RouteRule.of(call.method().name(), call.template(), Role.READ))
                .toList();
    }

    private Buffer body(AgentCall call) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(new ErrorAnswer(call.refusal(), CODE, Map.of())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error cannot be written as JSON", e);
        }
    }

    private static void refuse(RoutingContext context, Buffer body) {
        // Nobody reads what was sent along: it is thrown away, so that the connection can carry the next request.
        context.request().resume();
        context.response()
                .setStatusCode(501)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .end(body);
    }
}
