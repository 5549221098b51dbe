package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.RouteRule;
import ai.hermes.sessions.caller.RouteRules;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses of the page. Who is not logged in is sent to where one logs in, and back. */
@Singleton
final class PageRules implements RouteRules {

    private static final String SESSION = "/session/";
    private static final Set<String> SHELL =
            Set.of("/", "/index.html", "/search", "/insights", "/service", "/settings");

    @Override
    public List<RouteRule> rules() {
        return Stream.concat(SHELL.stream(), Stream.of(SESSION + ":id"))
                .map(path -> RouteRule.of("GET", path, Role.READ))
                .toList();
    }

    static boolean page(String path) {
        return SHELL.contains(path) || path.startsWith(SESSION);
    }
}
