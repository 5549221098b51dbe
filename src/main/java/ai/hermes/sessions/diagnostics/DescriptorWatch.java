package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.background.Repeated;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Notes every ten seconds how many descriptors are open: one number, from the system, whatever they are. */
@Singleton
final class DescriptorWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final DescriptorTrend trend = new DescriptorTrend();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-descriptors");
        thread.setDaemon(true);
        return thread;
    });

    void start(@Observes StartupEvent event) {
        Repeated.every(scheduler, "Open descriptors could not be counted", Duration.ZERO, INTERVAL, this::look);
    }

    private void look() {
        OpenDescriptors.now().ifPresent(it -> trend.add(System.nanoTime(), it.open()));
    }

    /** Descriptors more per hour; empty in the first minute and where the system does not tell the number. */
    Optional<Double> perHour() {
        return trend.perHour();
    }

    /** How many were open in the last hours, the oldest first. */
    List<PastCount> history(Instant now) {
        return trend.history(System.nanoTime(), now);
    }

    void stop(@Observes ShutdownEvent event) {
        scheduler.shutdownNow();
    }
}
