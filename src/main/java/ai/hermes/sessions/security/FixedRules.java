package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.RouteRule;
import ai.hermes.sessions.caller.RouteRules;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The rules of what neither we nor a resource of ours serves: files of the page, which hold no data, probes, which tell
 * states only, metrics, which name profiles, and the document of the interface.
 */
@Singleton
final class FixedRules implements RouteRules {

    @Override
    public List<RouteRule> rules() {
        return List.of(
                RouteRule.of("GET", "/favicon.ico", Role.ANYONE),
                RouteRule.of("GET", "/icon.svg", Role.ANYONE),
                RouteRule.of("GET", "/static/*", Role.ANYONE),
                RouteRule.of("GET", "/q/health", Role.ANYONE),
                RouteRule.of("GET", "/q/health/*", Role.ANYONE),
                RouteRule.of("GET", "/q/openapi", Role.READ),
                new RouteRule("GET", "/q/metrics", Role.READ, true));
    }
}
