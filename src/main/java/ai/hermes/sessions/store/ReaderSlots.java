package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Purpose;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places of those who read one store. What can take long may have a part of them only, so that whoever asks for
 * something short never waits behind it.
 */
final class ReaderSlots {

    private final StoreConfig config;
    private final ResizableSemaphore all;
    private final Map<Purpose, ResizableSemaphore> shares = new EnumMap<>(Purpose.class);

    ReaderSlots(StoreConfig config) {
        this.config = config;
        this.all = new ResizableSemaphore(config.maxReaders());
        for (Purpose purpose : Purpose.values()) {
            shares.put(purpose, new ResizableSemaphore(share(purpose, config.maxReaders())));
        }
    }

    private int share(Purpose purpose, int readers) {
        OptionalInt limit = config.readersFor().of(purpose);
        return limit.isEmpty() ? readers : Math.max(1, Math.min(limit.getAsInt(), readers - 1));
    }

    /** Waits for a place; whether there was one within that time. */
    boolean acquire(Purpose purpose, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        Semaphore share = shares.get(purpose);
        if (!share.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean acquired = false;
        try {
            acquired = all.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            return acquired;
        } finally {
            if (!acquired) {
                share.release();
            }
        }
    }

    void release(Purpose purpose) {
        all.release();
        shares.get(purpose).release();
    }

    /** How many wait for a place now. */
    int waiting() {
        return all.getQueueLength()
                + shares.values().stream().mapToInt(Semaphore::getQueueLength).sum();
    }

    /** Changes how many places there are; never to more than are configured. */
    void resize(int readers) {
        int size = Math.min(readers, config.maxReaders());
        all.resize(size);
        shares.forEach((purpose, share) -> share.resize(share(purpose, size)));
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
