package ai.hermes.sessions.watchdog;

import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.health.Health;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells systemd when the service is ready, and from then on that it makes progress. By the program
 * {@code systemd-notify}, because Java has no datagrams over Unix sockets; a unit needs {@code NotifyAccess=all}.
 */
@Singleton
final class SystemdNotify {

    private static final Logger LOG = Logger.getLogger(SystemdNotify.class);
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
    private static final long LONGEST_CALL_SECONDS = 5;

    private final Health health;
    private final boolean asked;
    private final Optional<Duration> watchdog;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-systemd-notify");
        thread.setDaemon(true);
        return thread;
    });
    private boolean ready;

    @Inject
    SystemdNotify(Health health) {
        this(health, System.getenv());
    }

    SystemdNotify(Health health, Map<String, String> environment) {
        this.health = health;
        this.asked = !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
        this.watchdog = Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(it -> it.matches("\\d{1,18}"))
                .map(it -> Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(it))));
    }

    void start(@Observes StartupEvent event) {
        if (asked) {
            // Half of what systemd waits for, as it advises.
            long pause = watchdog.map(it -> it.dividedBy(2)).orElse(USUAL_PAUSE).toMillis();
            Repeated.every(
                    scheduler,
                    "systemd could not be told",
                    Duration.ZERO,
                    Duration.ofMillis(Math.max(1, Math.min(pause, USUAL_PAUSE.toMillis()))),
                    this::tell);
        }
    }

    private void tell() {
        if (!ready && health.started()) {
            ready = notified("--ready", "STATUS=Sessions are served.");
        }
        if (watchdog.isPresent() && health.alive()) {
            notified("WATCHDOG=1");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        scheduler.shutdownNow();
        if (asked) {
            notified("--stopping");
        }
    }

    private static boolean notified(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "systemd-notify";
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(LONGEST_CALL_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            LOG.warnf("systemd could not be told: %s", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
