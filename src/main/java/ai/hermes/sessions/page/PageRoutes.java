package ai.hermes.sessions.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Serves the page at the addresses that it gives itself, so that they can be reloaded, kept and passed on. */
@Singleton
final class PageRoutes {

    private static final String SESSION = "/session/:id";

    void register(@Observes Router router) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            router.route(method, SESSION).handler(context -> context.reroute("/"));
        }
    }
}
