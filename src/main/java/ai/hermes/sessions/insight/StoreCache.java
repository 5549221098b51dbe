package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.AgentStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Something that is kept of each store and worked on by one thread at a time. Where all of it together takes too much
 * memory, what was not used for longest goes.
 *
 * @param <T> what is kept
 */
final class StoreCache<T extends StoreCache.Weighed> {

    private final Supplier<T> fresh;
    private final long limit;
    private final Predicate<AgentStore> there;
    private final Map<AgentStore, Entry<T>> entries = new ConcurrentHashMap<>();

    /**
     * @param fresh makes one of which nothing is known
     * @param limit bytes that all of them may take, about
     * @param there whether a store is there still
     */
    StoreCache(Supplier<T> fresh, long limit, Predicate<AgentStore> there) {
        this.fresh = fresh;
        this.limit = limit;
        this.there = there;
    }

    /** Works with what is kept of a store, alone. */
    <R> R with(AgentStore store, Function<T, R> work) {
        Entry<T> entry = entries.computeIfAbsent(store, it -> new Entry<>(fresh.get()));
        entry.lock.lock();
        try {
            return work.apply(entry.value);
        } finally {
            entry.usedAt = System.nanoTime();
            entry.weight = entry.value.weight();
            entry.lock.unlock();
            forgetSome();
        }
    }

    private void forgetSome() {
        entries.keySet().removeIf(Predicate.not(there));
        long weight = entries.values().stream().mapToLong(it -> it.weight).sum();
        List<Map.Entry<AgentStore, Entry<T>>> oldestFirst = entries.entrySet().stream()
                .sorted(Comparator.comparingLong(it -> it.getValue().usedAt))
                .toList();
        for (Map.Entry<AgentStore, Entry<T>> each : oldestFirst) {
            if (weight > limit && entries.remove(each.getKey(), each.getValue())) {
                weight -= each.getValue().weight;
            }
        }
    }

    /** Knows how much memory it takes. */
    interface Weighed {

        /** Bytes, about. */
        long weight();
    }

    private static final class Entry<T> {
        private final ReentrantLock lock = new ReentrantLock();
        private final T value;
        private volatile long weight;
        private volatile long usedAt = System.nanoTime();

        Entry(T value) {
            this.value = value;
        }
    }
}
