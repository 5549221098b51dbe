package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets a few requests for figures run at a time: who looks at plots must not hold up who looks at sessions. */
@Singleton
class InsightGate {

    private static final long LOOK_MILLIS = 50;

    private final Semaphore places;
    /** Who waits holds a thread that others share. */
    private final Semaphore waiting;

    private final Duration patience;

    @Inject
    InsightGate(InsightConfig config) {
        this.places = new Semaphore(config.maxConcurrent(), true);
        this.waiting = new Semaphore(config.maxConcurrent());
        this.patience = config.patience();
    }

    /**
     * Runs something when it is its turn.
     *
     * @throws ApiException 503 if that takes too long, or as many wait as may run
     * @throws java.util.concurrent.CancellationException if it was ended while it waited
     */
    <T> T enter(Cancellation cancellation, Supplier<T> work) {
        if (!places.tryAcquire()) {
            await(cancellation);
        }
        try {
            return work.get();
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
            while (!places.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                cancellation.check();
                if (System.nanoTime() - end > 0) {
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
                "insights_busy",
                "Too many figures are being added up. Please try again in a moment.",
                Map.of("retry_after_seconds", 1));
    }
}
