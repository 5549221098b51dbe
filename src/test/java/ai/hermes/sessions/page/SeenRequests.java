package ai.hermes.sessions.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What came in, and what was answered: of a refused request a browser tells nobody. */
@Singleton
class SeenRequests {

    private static final int FIRST = 950_000;

    private final List<String> seen = new CopyOnWriteArrayList<>();

    void register(@Observes Filters filters) {
        filters.register(this::follow, FIRST);
    }

    private void follow(RoutingContext context) {
        context.addEndHandler(end -> seen.add("%s %d %s"
                .formatted(
                        context.request().method(),
                        context.response().getStatusCode(),
                        context.request().uri())));
        context.next();
    }

    void clear() {
        seen.clear();
    }

    /** Those of a method so far, each as the method, the status and the address. */
    List<String> of(String method) {
        return seen.stream().filter(it -> it.startsWith(method + " ")).toList();
    }
}
