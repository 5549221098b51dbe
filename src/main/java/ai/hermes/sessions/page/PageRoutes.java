package ai.hermes.sessions.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Serves the page at the addresses that it gives itself, so that they can be reloaded, kept and passed on. */
@Singleton
final class PageRoutes {

    private static final List<String> ADDRESSES =
            List.of("/session/:id", "/search", "/insights", "/service", "/settings");

    void register(@Observes Router router) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            ADDRESSES.forEach(address -> router.route(method, address).handler(context -> context.reroute("/")));
        }
    }
}
