package ai.hermes.sessions.health;

import ai.hermes.sessions.background.Repeated;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks at everything that health is told of, in the background, in threads that serve nothing else. However many ask
 * for health, the work is the same.
 *
 * <p>There are two groups of threads, so that checks of stores which all hang at once cannot hold up those that the
 * life of the process hangs on.
 */
@Singleton
final class Prober {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int VITAL_THREADS = 2;
    private static final int OTHER_THREADS = 8;
    private static final long IDLE_SECONDS = 30;
    /** By difference, because the clock's numbers may run over. */
    private static final Comparator<Probe> LONGEST_WAIT_FIRST =
            (one, other) -> Long.signum(one.waitingSince() - other.waitingSince());

    private final Supplier<? extends Collection<? extends Check>> checks;
    private final Executor vital;
    private final Executor others;
    private final LongSupplier nanoTime;
    private final Map<Check, Probe> probes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(threads("hermes-prober"));

    @Inject
    Prober(Checks checks) {
        this(
                checks::current,
                pool(VITAL_THREADS, "hermes-probe-vital"),
                pool(OTHER_THREADS, "hermes-probe"),
                System::nanoTime);
    }

    Prober(
            Supplier<? extends Collection<? extends Check>> checks,
            Executor vital,
            Executor others,
            LongSupplier nanoTime) {
        this.checks = checks;
        this.vital = vital;
        this.others = others;
        this.nanoTime = nanoTime;
    }

    /** What is known of a check; empty where it was never met. Reads only. */
    Optional<CheckResult> result(Check check) {
        return Optional.ofNullable(probes.get(check)).map(Probe::result);
    }

    /** Begins the looks that are due, and forgets checks of what is gone. */
    void tick() {
        Collection<? extends Check> current = checks.get();
        probes.keySet().retainAll(current);
        current.forEach(check -> probes.computeIfAbsent(check, it -> new Probe(it, nanoTime)));
        probes.values().stream().filter(Probe::due).sorted(LONGEST_WAIT_FIRST).forEach(this::begin);
    }

    private void begin(Probe probe) {
        probe.begin();
        try {
            (probe.vital() ? vital : others).execute(probe::look);
        } catch (RejectedExecutionException e) {
            probe.end();
        } catch (Error e) {
            // As when the system gives no thread any more; later it may.
            probe.end();
            throw e;
        }
    }

    void start(@Observes StartupEvent event) {
        Repeated.every(scheduler, "The health checks could not be begun", Duration.ZERO, TICK, this::tick);
    }

    void stop(@Observes ShutdownEvent event) {
        scheduler.shutdownNow();
        for (Executor executor : new Executor[] {vital, others}) {
            if (executor instanceof ExecutorService service) {
                service.shutdownNow();
            }
        }
    }

    /** Threads without a queue: what finds none free is begun at a later tick. */
    private static ThreadPoolExecutor pool(int threads, String name) {
        return new ThreadPoolExecutor(
                0, threads, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads(name));
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
