package ai.hermes.sessions.store;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that read one store. Each store has its own, so that a read stuck in the operating system holds up
 * nobody who reads another store; and whoever asked for it is not held up either, but told that the store hangs.
 *
 * <p>Platform threads: the driver's native calls would pin virtual ones.
 */
final class ReaderThreads {

    private final Profile profile;
    private final Duration patience;
    private final Duration grace;
    private final ThreadPoolExecutor threads;
    private final ResizableSemaphore slots;
    private final AtomicInteger stuck = new AtomicInteger();

    ReaderThreads(Profile profile, StoreConfig config, Duration grace) {
        this.profile = profile;
        this.patience = config.acquisitionTimeout();
        this.grace = grace;
        this.slots = new ResizableSemaphore(config.maxReaders());
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                config.maxReaders(),
                config.maxReaders(),
                config.idleTimeout().toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "hermes-read-" + profile + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Whether a read is stuck now. */
    boolean hang() {
        return stuck.get() > 0;
    }

    void limit(int readers) {
        slots.resize(Math.min(readers, threads.getMaximumPoolSize()));
    }

    /**
     * Runs a read in one of the threads and waits for it, but never much longer than it may take.
     *
     * @param deadline how long the read may take, waiting for a thread included
     * @throws StoreFaultException if no thread is free, if the read is stuck, or what the read itself throws
     */
    <T> T run(Duration deadline, Callable<T> read) {
        if (hang()) {
            throw new StoreFaultException(profile, StoreFault.HUNG);
        }
        long end = System.nanoTime() + deadline.toNanos();
        Reading reading = new Reading();
        Future<T> result;
        try {
            if (!slots.tryAcquire(Math.min(patience.toNanos(), deadline.toNanos()), TimeUnit.NANOSECONDS)) {
                throw new StoreFaultException(profile, StoreFault.BUSY);
            }
            result = submit(() -> {
                try {
                    return read.call();
                } finally {
                    reading.end();
                    slots.release();
                }
            });
            return result.get(end - System.nanoTime() + grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            reading.abandon();
            throw new StoreFaultException(profile, StoreFault.HUNG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFaultException(profile, StoreFault.TIMED_OUT, e);
        } catch (ExecutionException e) {
            throw rethrow(e);
        }
    }

    private <T> Future<T> submit(Callable<T> task) {
        try {
            return threads.submit(Context.current().wrap(task));
        } catch (RejectedExecutionException e) {
            // Closed since the caller looked: the profile is gone.
            slots.release();
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

    /** Counts a read as stuck from the moment when it is given up until it comes back after all. */
    private final class Reading {
        private boolean ended;
        private boolean abandoned;

        synchronized void end() {
            ended = true;
            if (abandoned) {
                stuck.decrementAndGet();
            }
        }

        synchronized void abandon() {
            if (!ended) {
                abandoned = true;
                stuck.incrementAndGet();
            }
        }
    }

    /** A semaphore whose number of permits can be changed while some are out. */
    private static final class ResizableSemaphore extends Semaphore {
        private static final long serialVersionUID = 1L;

        private int size;

        ResizableSemaphore(int size) {
            super(size, true);
            this.size = size;
        }

        synchronized void resize(int to) {
            if (to > size) {
                release(to - size);
            } else {
                reducePermits(size - to);
            }
            size = to;
        }
    }
}
