package ai.hermes.sessions.security;

import ai.hermes.sessions.wire.ErrorAnswer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Answers only under names that are ours. A foreign site can make its own name resolve to this machine; the browser
 * then takes its page and our service for one origin, and only the header {@code Host} tells them apart.
 *
 * <p>Kubelets and scrapers call by whatever address they know; what they ask for is let through under any name, since
 * it tells nothing of anybody's sessions.
 */
@Singleton
final class HostGuard implements Handler<RoutingContext> {

    private final Allowed allowed;
    private final Refusals refusals;

    @Inject
    HostGuard(Allowed allowed, Refusals refusals) {
        this.allowed = allowed;
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        RequestView request = new RequestView(context);
        List<String> names = request.calledAs();
        if (probe(request)) {
            context.next();
        } else if (names.size() != 1) {
            refuse(context, 400, "host_unclear", "The request must have one Host header, and has " + names.size());
        } else if (ours(names.get(0), request)
                && request.target().map(target -> ours(target, request)).orElse(true)) {
            context.next();
        } else {
            refuse(context, 421, "host_not_allowed", "This service is not known by the name in the Host header");
        }
    }

    private boolean ours(String name, RequestView request) {
        return Authority.parse(name)
                .filter(host -> allowed.host(host, request.arrivedAt()))
                .isPresent();
    }

    private static boolean probe(RequestView request) {
        String path = request.plainPath();
        return request.reads()
                && (path.equals("/q/health") || path.startsWith("/q/health/") || path.equals("/q/metrics"));
    }

    private void refuse(RoutingContext context, int status, String code, String message) {
        Map<String, Object> remedy = Map.of(
                "remedy", "Call it as localhost, or add the name to the property hermes.security.allowed-hosts.");
        refusals.answer(context, status, new ErrorAnswer(message, code, remedy));
    }
}
