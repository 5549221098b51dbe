package ai.hermes.sessions.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Health under {@code /q/health}, for orchestrators. The checks are asynchronous ones, which are called in the event
 * loop: a plain one would wait for a worker thread, and there may be none just when it matters.
 */
@Singleton
final class MicroProfileHealth {

    private final Health health;

    @Inject
    MicroProfileHealth(Health health) {
        this.health = health;
    }

    @Produces
    @Singleton
    @Liveness
    AsyncHealthCheck port() {
        return check(() -> response("port", health.process().port()));
    }

    @Produces
    @Singleton
    @Liveness
    AsyncHealthCheck descriptors() {
        return check(() -> response("descriptors", health.process().descriptors()));
    }

    @Produces
    @Singleton
    @Liveness
    AsyncHealthCheck eventLoops() {
        return check(() -> response("event loops", health.process().eventLoops()));
    }

    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck store() {
        return check(() ->
                response("store", health.defaultStore(), health.defaultStore().looked()));
    }

    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck list() {
        return check(() -> response("list", health.list()));
    }

    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck annotations() {
        return check(() -> response("annotations", health.annotations()));
    }

    /** Tells how many are ill, never which: anybody may ask here, and names of profiles are nobody's business. */
    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck stores() {
        return check(() -> {
            Collection<CheckResult> all = health.stores().values();
            long failing = all.stream().filter(store -> !store.up()).count();
            return HealthCheckResponse.named("stores of all profiles")
                    .up()
                    .withData("level", (failing == 0 ? Level.PASS : Level.WARN).word())
                    .withData("known", all.size())
                    .withData("failing", failing)
                    .build();
        });
    }

    @Produces
    @Singleton
    @Startup
    AsyncHealthCheck start() {
        return check(() -> HealthCheckResponse.named("first look at the store")
                .status(health.started())
                .build());
    }

    private static AsyncHealthCheck check(Supplier<HealthCheckResponse> read) {
        return () -> Uni.createFrom().item(read);
    }

    private static HealthCheckResponse response(String name, CheckResult result) {
        return response(name, result, true);
    }

    /** @param known whether enough is known of it, if it is up at all */
    private static HealthCheckResponse response(String name, CheckResult result, boolean known) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name)
                .status(known && result.up())
                .withData("level", result.level().word())
                .withData("age_seconds", result.age().toSeconds());
        result.finding().figures().forEach(response::withData);
        result.finding().problem().ifPresent(problem -> response.withData("code", problem.code())
                .withData("message", problem.message())
                .withData("consequence", problem.consequence())
                .withData("remedy", problem.remedy()));
        return response.build();
    }
}
