package ai.hermes.sessions.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often a job was begun and not brought to an end. What ends the process with it, such as running out of memory,
 * would otherwise do so after each start.
 */
final class Attempts {

    private static final int MOST = 3;

    private final AtomicInteger begun;

    Attempts(int begun) {
        this.begun = new AtomicInteger(begun);
    }

    int begun() {
        return begun.get();
    }

    /** To be kept before the job is done. */
    void begin() {
        begun.incrementAndGet();
    }

    /** The process ends as it should, and the job has nothing to do with it. */
    void takeBack() {
        begun.updateAndGet(it -> Math.max(0, it - 1));
    }

    /** @throws ExchangeException if there were enough of them */
    void check() {
        if (begun.get() >= MOST) {
            throw new ExchangeException(
                    "The service ended " + begun.get() + " times while this was done, so it is not tried again.",
                    "Look in the log of the service why it ended, give it more memory or choose less, and begin anew.");
        }
    }
}
