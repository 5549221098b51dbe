package ai.hermes.sessions.mcp;

import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.RouteRule;
import ai.hermes.sessions.caller.RouteRules;
import jakarta.inject.Singleton;
import java.util.List;

/** Who may use the tools: they only read, whatever verbs the protocol wants for it. */
@Singleton
final class ToolRoutes implements RouteRules {

    @Override
    public List<RouteRule> rules() {
        return List.of(
                RouteRule.of("GET", "/mcp", Role.READ),
                RouteRule.of("POST", "/mcp", Role.READ),
                RouteRule.of("DELETE", "/mcp", Role.READ),
                RouteRule.of("GET", "/mcp/sse", Role.READ),
                RouteRule.of("POST", "/mcp/messages/:id", Role.READ));
    }
}
