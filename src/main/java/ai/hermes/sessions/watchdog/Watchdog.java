package ai.hermes.sessions.watchdog;

import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.health.Health;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Ends the process when it has been stuck for too long. It does not stop in order: what is stuck would keep that from
 * coming to an end, and nothing is lost, since what was answered is on the disk.
 */
@Singleton
final class Watchdog {

    /** Of sysexits: an error inside the program. */
    static final int EXIT_CODE = 70;

    private static final Logger LOG = Logger.getLogger(Watchdog.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final boolean enabled;
    private final Duration patience;
    private final BooleanSupplier alive;
    private final Runnable record;
    private final Runnable end;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private OptionalLong downSince = OptionalLong.empty();

    @Inject
    Watchdog(WatchdogConfig config, Health health, BlackBox blackBox) {
        this(
                config,
                health::alive,
                () -> blackBox.keep(
                        "The process was not alive for " + config.patience().toSeconds() + " s."),
                () -> Runtime.getRuntime().halt(EXIT_CODE),
                System::nanoTime);
    }

    /**
     * @param record writes down how things are
     * @param end ends the process
     */
    Watchdog(WatchdogConfig config, BooleanSupplier alive, Runnable record, Runnable end, LongSupplier nanoTime) {
        this.enabled = config.enabled();
        this.patience = config.patience();
        this.alive = alive;
        this.record = record;
        this.end = end;
        this.nanoTime = nanoTime;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            Repeated.every(scheduler, "The watchdog could not look", PAUSE, PAUSE, this::look);
        }
    }

    /** Looks once. */
    void look() {
        if (alive()) {
            downSince = OptionalLong.empty();
            return;
        }
        long now = nanoTime.getAsLong();
        if (downSince.isEmpty()) {
            downSince = OptionalLong.of(now);
        } else if (now - downSince.getAsLong() >= patience.toNanos()) {
            recordAndEnd();
        }
    }

    /** Where nobody can tell any more whether the process lives, it counts as stuck. */
    private boolean alive() {
        try {
            return alive.getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOG.debug("It is not known whether the process is alive", e);
            return false;
        }
    }

    private void recordAndEnd() {
        try {
            LOG.fatalf("The process makes no progress and ends with code %d to be restarted.", EXIT_CODE);
            record.run();
        } catch (RuntimeException | Error e) {
            LOG.error("The state of the process could not be written down", e);
        } finally {
            end.run();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        scheduler.shutdownNow();
    }
}
