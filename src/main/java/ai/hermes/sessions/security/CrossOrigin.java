package ai.hermes.sessions.security;

import ai.hermes.sessions.security.Origins.Verdict;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Answers {@code OPTIONS}, on every path alike, and tells browsers which pages may read an answer: our own and those of
 * allowed origins.
 */
@Singleton
final class CrossOrigin implements Handler<RoutingContext> {

    private static final String METHODS = "GET, HEAD, POST, OPTIONS";

    private final Origins origins;
    private final Allowed allowed;

    @Inject
    CrossOrigin(Origins origins, Allowed allowed) {
        this.origins = origins;
        this.allowed = allowed;
    }

    @Override
    public void handle(RoutingContext context) {
        RequestView request = new RequestView(context);
        MultiMap headers = context.response().headers();
        boolean options = context.request().method() == HttpMethod.OPTIONS;
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && origins.of(request) == Verdict.TRUSTED) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            if (options) {
                headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                        .set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Authorization")
                        .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
            }
        }
        if (allowed.anyOrigin()) {
            // At the end, since a resource that sets its own Vary would replace this one.
            context.addHeadersEndHandler(end -> headers.add(HttpHeaders.VARY, "Origin"));
        }
        if (options) {
            context.request().resume();
            context.response().putHeader(HttpHeaders.ALLOW, METHODS).end();
        } else {
            context.next();
        }
    }
}
