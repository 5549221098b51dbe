package ai.hermes.sessions.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Puts the filters in front of all routes, in their order. */
@Singleton
public class Guards {

    private final AnswerHeaders headers;
    private final HostGuard hosts;
    private final OriginGuard origins;
    private final CrossOrigin crossOrigin;
    private final AccessGuard access;
    private final BusyGuard busy;
    private final BodyLimit bodies;
    private final Failures failures;

    @Inject
    Guards(
            AnswerHeaders headers,
            HostGuard hosts,
            OriginGuard origins,
            CrossOrigin crossOrigin,
            AccessGuard access,
            BusyGuard busy,
            BodyLimit bodies,
            Failures failures) {
        this.headers = headers;
        this.hosts = hosts;
        this.origins = origins;
        this.crossOrigin = crossOrigin;
        this.access = access;
        this.busy = busy;
        this.bodies = bodies;
        this.failures = failures;
    }

    /** The highest number goes first. All lie before those of Quarkus, whose numbers are below a thousand. */
    void register(@Observes Filters filters) {
        filters.register(headers, 10_600);
        filters.register(hosts, 10_500);
        filters.register(origins, 10_400);
        filters.register(crossOrigin, 10_300);
        filters.register(access, 10_200);
        filters.register(busy, 10_150);
        filters.register(bodies, 10_100);
    }

    /** Behind all routes: what none of them took, and what failed, is answered in the one form of errors. */
    void register(@Observes Router router) {
        router.route().last().handler(failures::notRouted).failureHandler(failures);
    }
}
