package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Purpose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places of those who read one store. What can take long may have a part of them only, each kind of it and all
 * kinds together, so that whoever asks for something short never waits behind it. Where there is one place only, all
 * wait for the same.
 */
final class ReaderSlots {

    private final StoreConfig config;
    private final ResizableSemaphore all;
    /** Of all that can take long, whatever it is. */
    private final ResizableSemaphore joint;

    private final Map<Purpose, ResizableSemaphore> shares = new EnumMap<>(Purpose.class);

    ReaderSlots(StoreConfig config) {
        this.config = config;
        this.all = new ResizableSemaphore(config.maxReaders());
        this.joint = new ResizableSemaphore(allButOne(config.maxReaders()));
        for (Purpose purpose : Purpose.values()) {
            shares.put(purpose, new ResizableSemaphore(share(purpose, config.maxReaders())));
        }
    }

    private static int allButOne(int readers) {
        return Math.max(1, readers - 1);
    }

    private int share(Purpose purpose, int readers) {
        OptionalInt limit = config.readersFor().of(purpose);
        return limit.isEmpty() ? readers : Math.max(1, Math.min(limit.getAsInt(), allButOne(readers)));
    }

    /** What a read needs a place of, in the order in which it waits for them. */
    private List<ResizableSemaphore> needed(Purpose purpose) {
        ResizableSemaphore share = shares.get(purpose);
        return config.readersFor().of(purpose).isPresent() ? List.of(share, joint, all) : List.of(share, all);
    }

    /** Waits for a place; whether there was one within that time. */
    boolean acquire(Purpose purpose, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        Deque<ResizableSemaphore> got = new ArrayDeque<>();
        List<ResizableSemaphore> needed = needed(purpose);
        try {
            for (ResizableSemaphore each : needed) {
                if (!each.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
                got.push(each);
            }
            return true;
        } finally {
            if (got.size() < needed.size()) {
                got.forEach(Semaphore::release);
            }
        }
    }

    void release(Purpose purpose) {
        Deque<ResizableSemaphore> held = new ArrayDeque<>();
        needed(purpose).forEach(held::push);
        held.forEach(Semaphore::release);
    }

    /** How many wait for a place now. */
    int waiting() {
        return all.getQueueLength()
                + joint.getQueueLength()
                + shares.values().stream().mapToInt(Semaphore::getQueueLength).sum();
    }

    /** Changes how many places there are; never to more than are configured. */
    void resize(int readers) {
        int size = Math.min(readers, config.maxReaders());
        all.resize(size);
        joint.resize(allButOne(size));
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
