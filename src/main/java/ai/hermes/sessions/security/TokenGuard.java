package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.wire.ErrorAnswer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses callers without the token, where one is set. Public are the probes, which tell states only, and the page's
 * shell, which holds no data: a browser loads it before it can send a header, and the page then asks for the token. So
 * are shares, which have tokens of their own.
 */
@Singleton
final class TokenGuard implements Handler<RoutingContext> {

    private static final Set<String> PUBLIC =
            Set.of("/", "/index.html", "/favicon.ico", "/icon.svg", "/health", "/q/health");
    private static final List<String> PUBLIC_BELOW =
            List.of("/session/", "/static/", "/q/health/", "/share/", "/api/share/");

    private final AuthToken token;
    private final Refusals refusals;

    @Inject
    TokenGuard(AuthToken token, Refusals refusals) {
        this.token = token;
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        RequestView request = new RequestView(context);
        boolean trusted = !token.required() || token.shownBy(request.header(HttpHeaders.AUTHORIZATION));
        if (trusted) {
            CallerAccess.trust(context);
        }
        if (trusted || open(request)) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refusals.answer(
                    context, 401, new ErrorAnswer("Authentication required", "authentication_required", Map.of()));
        }
    }

    private static boolean open(RequestView request) {
        String path = request.plainPath();
        return request.reads()
                && (PUBLIC.contains(path) || PUBLIC_BELOW.stream().anyMatch(path::startsWith));
    }
}
