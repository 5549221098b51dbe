package ai.hermes.sessions.search;

import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets a few searches run at a time, so that they never take all threads and readers that others need. */
@Singleton
class SearchGate {

    /** How often one that waits looks whether its client is still there. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Semaphore places;
    /** Who waits holds a thread that others share. */
    private final Semaphore waiting;

    private final Duration patience;

    @Inject
    SearchGate(SearchConfig config) {
        this.places = new Semaphore(config.maxConcurrent(), true);
        this.waiting = new Semaphore(config.maxConcurrent());
        this.patience = config.patience();
    }

    /**
     * Runs a search when it is its turn.
     *
     * @throws ApiException 503 if that takes too long, or as many wait as may run
     * @throws java.util.concurrent.CancellationException if it was ended while it waited
     */
    <T> T enter(Cancellation cancellation, Supplier<T> search) {
        if (!places.tryAcquire()) {
            await(cancellation);
        }
        try {
            return search.get();
        } finally {
            places.release();
        }
    }

    private void await(Cancellation cancellation) {
        if (!waiting.tryAcquire()) {
            throw busy();
        }
        try {
            long end = System.nanoTime() + patience.toNanos();
            long left = patience.toNanos();
            while (!places.tryAcquire(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
                cancellation.check();
                left = end - System.nanoTime();
                if (left <= 0) {
                    throw busy();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            waiting.release();
        }
    }

    private static ApiException busy() {
        return new ApiException(
                503,
                "search_busy",
                "Too many searches are running. Please try again in a moment.",
                Map.of("retry_after_seconds", 1));
    }
}
