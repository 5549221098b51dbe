package ai.hermes.sessions.lease;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who waits for a connection. The pool tells when somebody begins to wait and when somebody gets one, but not that a
 * wait was in vain; so a wait that is older than the pool allows counts as over.
 */
final class PoolWaits {

    private final String pool;
    private final long timeoutNanos;
    private final LeaseListener told;
    private final Map<Thread, Long> waiting = new ConcurrentHashMap<>();

    PoolWaits(String pool, Duration timeout, LeaseListener told) {
        this.pool = pool;
        // Not on the brink: the one who waits is the first to know.
        this.timeoutNanos = timeout.plusMillis(100).toNanos();
        this.told = told;
    }

    int count() {
        return waiting.size();
    }

    /** The calling thread waits, perhaps not for the first time for the same connection. */
    void begin() {
        long now = System.nanoTime();
        waiting.merge(Thread.currentThread(), now, (before, it) -> now - before > timeoutNanos ? now : before);
    }

    /** The calling thread gets a connection. */
    void got() {
        if (!waiting.isEmpty()) {
            Long since = waiting.remove(Thread.currentThread());
            if (since != null) {
                told.waited(pool, Duration.ofNanos(System.nanoTime() - since));
            }
        }
    }

    /** The calling thread waits no longer; if it is on the list, it got nothing. */
    void over() {
        if (!waiting.isEmpty() && waiting.remove(Thread.currentThread()) != null) {
            told.timedOut(pool);
        }
    }

    /** Strikes off those who must have given up. */
    void sweep(long now) {
        waiting.forEach((thread, since) -> {
            if (now - since > timeoutNanos && waiting.remove(thread, since)) {
                told.timedOut(pool);
            }
        });
    }
}
