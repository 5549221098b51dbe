package ai.hermes.sessions.search;

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

    private final Semaphore places;
    private final Duration patience;

    @Inject
    SearchGate(SearchConfig config) {
        this.places = new Semaphore(config.maxConcurrent(), true);
        this.patience = config.patience();
    }

    /**
     * Runs a search when it is its turn.
     *
     * @throws ApiException 503 if that takes too long
     */
    <T> T enter(Supplier<T> search) {
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return search.get();
        } finally {
            places.release();
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
