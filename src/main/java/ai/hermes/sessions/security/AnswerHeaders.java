package ai.hermes.sessions.security;

import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** The headers that every answer carries, whoever wrote it. A resource may set its own {@code Cache-Control}. */
@Singleton
final class AnswerHeaders implements Handler<RoutingContext> {

    /** No inline script and no inline style: what a transcript contains can be shown, but never run or phone home. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), clipboard-write=(self)",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final boolean development;

    @Inject
    AnswerHeaders(LaunchMode mode) {
        this.development = mode == LaunchMode.DEVELOPMENT;
    }

    @Override
    public void handle(RoutingContext context) {
        // At the end, since a failure may clear what was set before.
        context.addHeadersEndHandler(end -> complete(context));
        context.next();
    }

    /** Sets what is missing. Once more does no harm. */
    void complete(RoutingContext context) {
        MultiMap headers = context.response().headers();
        ALWAYS.forEach(headers::set);
        if (!tool(context)) {
            headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        }
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith("application/json") && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        headers.remove(HttpHeaders.SERVER);
    }

    /** The pages of Quarkus' own tools are full of inline scripts; only dev mode has them. */
    private boolean tool(RoutingContext context) {
        return development && context.normalizedPath().startsWith("/q/");
    }
}
