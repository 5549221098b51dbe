package ai.hermes.sessions.security;

import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The headers that every answer carries, whoever wrote it. A resource may set its own {@code Cache-Control}, and a
 * stricter policy for a page of its own.
 */
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

    private static final Pattern SECURE = Pattern.compile("(?i);\\s*secure\\s*(;|$)");
    private static final Pattern LOCAL = Pattern.compile("(?i)localhost|.*\\.localhost|127\\..*|\\[?::1]?");

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
        if (!tool(context) && !headers.contains("Content-Security-Policy")) {
            headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        }
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith("application/json") && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if ("https".equals(context.request().scheme())) {
            overTls(context.request(), headers);
        }
        headers.remove(HttpHeaders.SERVER);
    }

    /**
     * Whatever is remembered is sent back by TLS only, and browsers are to come by TLS from now on. Not under a name of
     * this machine: that would be said of all other services on it as well.
     */
    private static void overTls(HttpServerRequest request, MultiMap headers) {
        List<String> cookies = headers.getAll("Set-Cookie").stream()
                .map(it -> SECURE.matcher(it).find() ? it : it + "; Secure")
                .toList();
        if (!cookies.isEmpty()) {
            headers.set("Set-Cookie", cookies);
        }
        Optional.ofNullable(request.authority())
                .filter(it -> !LOCAL.matcher(it.host()).matches())
                .ifPresent(it -> headers.set("Strict-Transport-Security", "max-age=31536000"));
    }

    /** The pages of Quarkus' own tools are full of inline scripts; only dev mode has them. */
    private boolean tool(RoutingContext context) {
        return development && context.normalizedPath().startsWith("/q/");
    }
}
