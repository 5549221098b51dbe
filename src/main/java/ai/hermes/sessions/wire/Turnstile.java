package ai.hermes.sessions.wire;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets a few do at a time what takes much memory or long, so that the others get on meanwhile. */
public final class Turnstile {

    private static final int WAITING_FOR_EACH = 2;
    private static final int RETRY_SECONDS = 2;

    private final Semaphore places;
    private final Semaphore waiting;
    private final long patienceMillis;

    /**
     * @param places how many may be in
     * @param patienceMillis for how long one waits at most
     */
    public Turnstile(int places, long patienceMillis) {
        this.places = new Semaphore(places, true);
        this.waiting = new Semaphore(places * (1 + WAITING_FOR_EACH));
        this.patienceMillis = patienceMillis;
    }

    /**
     * Does something when it is its turn.
     *
     * @throws ApiException 503 if that takes too long, or too many wait
     */
    public <T> T enter(Supplier<T> work) {
        if (!waiting.tryAcquire()) {
            throw busy();
        }
        try {
            if (!places.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            waiting.release();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static ApiException busy() {
        return new ApiException(
                503,
                "too_busy",
                "Others are doing this now, and it takes much of the machine.",
                Map.of("remedy", "Try again in a moment.", "retry_after_seconds", RETRY_SECONDS));
    }
}
