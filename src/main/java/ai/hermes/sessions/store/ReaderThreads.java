package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.Purpose;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The few threads that read one store. Each store has its own, so that a read stuck in the operating system holds up
 * nobody who reads another store; and whoever asked for it is not held up either, but told that the store hangs.
 *
 * <p>Platform threads: the driver's native calls would pin virtual ones.
 */
final class ReaderThreads {

    private static final int MOST_STRAYS = 16;

    private final Profile profile;
    private final Duration patience;
    private final Duration grace;
    private final ThreadPoolExecutor threads;
    private final ReaderSlots slots;
    private final AtomicInteger stuck = new AtomicInteger();
    private final AtomicInteger strays = new AtomicInteger();

    ReaderThreads(Profile profile, StoreConfig config, Duration grace) {
        this.profile = profile;
        this.patience = config.acquisitionTimeout();
        this.grace = grace;
        this.slots = new ReaderSlots(config);
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0,
                // The slots bound them; a thread that is done may still be on its way out when its slot is taken again.
                Integer.MAX_VALUE,
                config.idleTimeout().toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "hermes-read-" + profile + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Whether a read is stuck now, or so many are astray that something must be wrong with all of them. */
    boolean hang() {
        return stuck.get() > 0 || strays.get() >= MOST_STRAYS;
    }

    /** How many wait for a thread now. */
    int waiting() {
        return slots.waiting();
    }

    void limit(int readers) {
        slots.resize(readers);
    }

    /**
     * Runs a read in one of the threads and waits for it, but never much longer than it may take.
     *
     * @param purpose what it is read for; for some only a part of the threads is there
     * @param deadline how long the read may take, waiting for a thread included
     * @param read the read; tells the given consumer which lease it holds
     * @throws StoreFaultException if no thread is free, if the read is stuck, or what the read itself throws
     */
    <T> T run(Purpose purpose, Duration deadline, Function<Consumer<Lease>, T> read) {
        if (hang()) {
            throw new StoreFaultException(profile, StoreFault.HUNG);
        }
        long end = System.nanoTime() + deadline.toNanos();
        Reading<T> reading = new Reading<>(purpose, read);
        try {
            if (!slots.acquire(purpose, Math.min(patience.toNanos(), deadline.toNanos()))) {
                throw new StoreFaultException(profile, StoreFault.BUSY);
            }
            submit(reading);
            return reading.result.get(end - System.nanoTime() + grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            reading.abandon();
            throw new StoreFaultException(profile, StoreFault.HUNG);
        } catch (CancellationException e) {
            throw new StoreFaultException(profile, StoreFault.TIMED_OUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFaultException(profile, StoreFault.TIMED_OUT, e);
        } catch (ExecutionException e) {
            throw rethrow(e);
        }
    }

    private void submit(Reading<?> reading) {
        try {
            threads.execute(Context.current().wrap(reading.result));
        } catch (RejectedExecutionException e) {
            // Closed since the caller looked: the profile is gone.
            slots.release(reading.purpose);
            throw new StoreFaultException(profile, StoreFault.MISSING, e);
        }
    }

    private RuntimeException rethrow(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new StoreFaultException(profile, StoreFault.READ_FAILED, e.getCause());
    }

    void close() {
        threads.shutdown();
    }

    /**
     * One read. It counts as stuck from the moment when it is given up until it comes back after all. Where its
     * connection was reclaimed it is stuck in our own code, not in the store: then it holds up nobody, but is a stray.
     */
    private final class Reading<T> {
        private final Purpose purpose;
        private final FutureTask<T> result;
        private boolean ended;
        private boolean abandoned;
        private boolean stray;

        Reading(Purpose purpose, Function<Consumer<Lease>, T> read) {
            this.purpose = purpose;
            result = new FutureTask<>(() -> {
                try {
                    return read.apply(lease -> lease.afterReclaim(this::letGo));
                } finally {
                    end();
                }
            });
        }

        private synchronized void end() {
            ended = true;
            if (abandoned) {
                stuck.decrementAndGet();
            }
            if (stray) {
                strays.decrementAndGet();
            } else {
                slots.release(purpose);
            }
        }

        synchronized void abandon() {
            if (!ended && !stray) {
                abandoned = true;
                stuck.incrementAndGet();
            }
        }

        private synchronized void letGo() {
            if (!ended && !stray) {
                stray = true;
                strays.incrementAndGet();
                slots.release(purpose);
                result.cancel(true);
            }
        }
    }
}
