package ai.hermes.sessions.health;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests that came in, refused ones included; those of the own probe are not. */
@Singleton
final class RequestCounter {

    /** Before all other filters, which may refuse a request. */
    private static final int FIRST = 1_000_000;

    private final Clock clock;
    private final LongAdder total = new LongAdder();
    private volatile Instant last = Instant.EPOCH;

    @Inject
    RequestCounter(Clock clock) {
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, FIRST);
    }

    private void count(RoutingContext context) {
        if (!PortCheck.PATH.equals(context.request().path())) {
            total.increment();
            last = clock.instant();
        }
        context.next();
    }

    /** Requests since the start. */
    long total() {
        return total.sum();
    }

    /** When the last one came; the epoch if none did. */
    Instant last() {
        return last;
    }
}
