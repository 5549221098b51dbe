package ai.hermes.sessions.page;

import ai.hermes.sessions.caller.ForwardedPrefix;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Serves the page at the addresses that it gives itself, so that they can be reloaded, kept and passed on. Behind a
 * proxy that takes a path off, the files that it names have that path before them.
 */
@Singleton
final class PageRoutes {

    private static final List<String> ADDRESSES =
            List.of("/session/:id", "/search", "/insights", "/service", "/settings");
    private static final String FILES = "META-INF/resources";
    private static final String PAGE = FILES + "/index.html";
    private static final String SCRIPTS = "/static/bundle/[A-Za-z0-9_-]+\\.js";

    void register(@Observes Router router) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            ADDRESSES.forEach(address -> router.route(method, address).handler(context -> context.reroute("/")));
            router.route(method, "/").handler(PageRoutes::page);
            router.routeWithRegex(method, SCRIPTS).handler(PageRoutes::script);
        }
    }

    private static void page(RoutingContext context) {
        // It names files that another version has not, so it is asked for each time; these have names of their own.
        context.addHeadersEndHandler(end -> context.response()
                .headers()
                .set(HttpHeaders.CACHE_CONTROL, "no-cache")
                .set(HttpHeaders.VARY, "Accept-Encoding, " + ForwardedPrefix.HEADER));
        String prefix = ForwardedPrefix.of(context.request());
        Optional<String> page = prefix.isEmpty() ? Optional.empty() : text(PAGE);
        page.ifPresentOrElse(
                html -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                        .end(html.replace("=\"/", "=\"" + prefix + "/")),
                context::next);
    }

    /** The bundler has scripts name each other from the root of the server. */
    private static void script(RoutingContext context) {
        String prefix = ForwardedPrefix.of(context.request());
        Optional<String> script = prefix.isEmpty()
                ? Optional.empty()
                : text(FILES + context.request().path());
        script.ifPresentOrElse(
                code -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=86400")
                        .putHeader(HttpHeaders.VARY, ForwardedPrefix.HEADER)
                        .end(code.replace("\"/static/bundle/", "\"" + prefix + "/static/bundle/")),
                context::next);
    }

    /** A file as the build made it; empty in development, where it lies elsewhere. */
    private static Optional<String> text(String name) {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
