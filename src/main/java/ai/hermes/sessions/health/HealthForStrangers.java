package ai.hermes.sessions.health;

import ai.hermes.sessions.caller.CallerAccess;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Health under {@code /q/health} for who is not known: names and states, which is all that an orchestrator wants. What
 * is wrong in detail, and figures of the machine, are for those who came in.
 */
@Singleton
final class HealthForStrangers implements Handler<RoutingContext> {

    /** Behind the filters that find out who calls, and before what Quarkus has under these addresses. */
    private static final int PLACE = 10_000;

    private final Map<String, Supplier<Uni<SmallRyeHealth>>> health;

    @Inject
    HealthForStrangers(SmallRyeHealthReporter reporter) {
        this.health = Map.of(
                "/q/health", reporter::getHealthAsync,
                "/q/health/live", reporter::getLivenessAsync,
                "/q/health/ready", reporter::getReadinessAsync,
                "/q/health/started", reporter::getStartupAsync);
    }

    void register(@Observes Filters filters) {
        filters.register(this, PLACE);
    }

    @Override
    public void handle(RoutingContext context) {
        Supplier<Uni<SmallRyeHealth>> asked =
                health.get(context.normalizedPath().replaceAll("(?<=.)/$", ""));
        if (asked == null || CallerAccess.of(context).known()) {
            context.next();
        } else {
            asked.get().subscribe().with(it -> answer(context, it), context::fail);
        }
    }

    private static void answer(RoutingContext context, SmallRyeHealth found) {
        JsonObject whole = new JsonObject(found.getPayload().toString());
        JsonArray checks = new JsonArray();
        whole.getJsonArray("checks")
                .forEach(it -> checks.add(new JsonObject()
                        .put("name", ((JsonObject) it).getString("name"))
                        .put("status", ((JsonObject) it).getString("status"))));
        context.request().resume();
        context.response()
                .setStatusCode(found.isDown() ? 503 : 200)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
                .end(new JsonObject()
                        .put("status", whole.getString("status"))
                        .put("checks", checks)
                        .encode());
    }
}
