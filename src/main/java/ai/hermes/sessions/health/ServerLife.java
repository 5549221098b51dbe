package ai.hermes.sessions.health;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Since when the service runs. */
@Singleton
final class ServerLife {

    private final Instant startedAt;
    private final long began = System.nanoTime();

    @Inject
    ServerLife(Clock clock) {
        this.startedAt = clock.instant();
    }

    /** Brings the bean to life with the service instead of with the first question. */
    void started(@Observes StartupEvent event) {
        // Nothing else is to be done.
    }

    /** When it was started. */
    Instant startedAt() {
        return startedAt;
    }

    /** For how long it runs, however the wall clock was set meanwhile. */
    Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
