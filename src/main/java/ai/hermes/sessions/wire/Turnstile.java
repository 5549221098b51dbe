package ai.hermes.sessions.wire;

import ai.hermes.sessions.store.Cancellation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few do at a time what takes much memory or long, so that the others get on meanwhile. Whoever came first is
 * first: a place that becomes free is handed to the one that waits longest, never to one that comes by.
 */
public final class Turnstile {

    private static final int WAITING_FOR_EACH = 2;
    private static final int RETRY_SECONDS = 2;
    /** How often one that waits looks whether its client is still there. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final int mayWait;
    private final long patience;
    private final Supplier<ApiException> refusal;
    private final Deque<CountDownLatch> waiting = new ArrayDeque<>();
    private int free;

    /**
     * @param places how many may be in
     * @param patienceMillis for how long one waits at most
     */
    public Turnstile(int places, long patienceMillis) {
        this(places, places * WAITING_FOR_EACH, Duration.ofMillis(patienceMillis), Turnstile::busy);
    }

    /**
     * @param places how many may be in
     * @param mayWait how many may wait: each of them holds a thread that others share
     * @param patience for how long one waits at most
     * @param refusal what those are told who do not get in
     */
    public Turnstile(int places, int mayWait, Duration patience, Supplier<ApiException> refusal) {
        this.free = places;
        this.mayWait = mayWait;
        this.patience = patience.toNanos();
        this.refusal = refusal;
    }

    /**
     * Does something when it is its turn.
     *
     * @throws ApiException 503 if that takes too long, or too many wait
     */
    public <T> T enter(Supplier<T> work) {
        return enter(new Cancellation(), work);
    }

    /**
     * The same for somebody who may leave before it is its turn.
     *
     * @throws ApiException 503 if that takes too long, or too many wait
     * @throws java.util.concurrent.CancellationException if it was ended while it waited
     */
    public <T> T enter(Cancellation cancellation, Supplier<T> work) {
        CountDownLatch turn = queue();
        boolean in = false;
        try {
            await(turn, cancellation);
            in = true;
            return work.get();
        } finally {
            leave(turn, in);
        }
    }

    /** A place, if one is free, or one in the queue. */
    private synchronized CountDownLatch queue() {
        if (free > 0) {
            free--;
            return new CountDownLatch(0);
        } else if (waiting.size() >= mayWait) {
            throw refusal.get();
        }
        CountDownLatch turn = new CountDownLatch(1);
        waiting.add(turn);
        return turn;
    }

    private void await(CountDownLatch turn, Cancellation cancellation) {
        long end = System.nanoTime() + patience;
        try {
            while (!turn.await(Math.min(LOOK_NANOS, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                cancellation.check();
                if (end - System.nanoTime() <= 0) {
                    throw refusal.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal.get();
        }
    }

    /** Hands the place on. One that gave up may have got it in the same moment. */
    private synchronized void leave(CountDownLatch turn, boolean in) {
        if (!in && waiting.remove(turn)) {
            return;
        }
        CountDownLatch next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.countDown();
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
