package ai.hermes.sessions.insight;

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
 * memory, what was not used for longest goes; what somebody uses now or has just used stays, however much it takes: it
 * would never get any further.
 *
 * @param <S> what it is kept of
 * @param <T> what is kept
 */
final class StoreCache<S, T extends StoreCache.Weighed> {

    private final Supplier<T> fresh;
    private final long limit;
    private final Predicate<S> there;
    private final Map<S, Entry<T>> entries = new ConcurrentHashMap<>();

    /**
     * @param fresh makes one of which nothing is known
     * @param limit bytes that all of them may take, about
     * @param there whether a store is there still
     */
    StoreCache(Supplier<T> fresh, long limit, Predicate<S> there) {
        this.fresh = fresh;
        this.limit = limit;
        this.there = there;
    }

    /** Works with what is kept of a store, alone. */
    <R> R with(S store, Function<T, R> work) {
        Entry<T> entry = entries.compute(store, (key, known) -> used(known));
        entry.lock.lock();
        try {
            return work.apply(entry.value);
        } finally {
            entry.usedAt = System.nanoTime();
            entry.weight = entry.value.weight();
            entry.lock.unlock();
            forgetSome(entry);
            entries.computeIfPresent(store, (key, kept) -> kept == entry ? entry.left() : kept);
        }
    }

    private Entry<T> used(Entry<T> known) {
        Entry<T> entry = known == null ? new Entry<>(fresh.get()) : known;
        entry.users++;
        return entry;
    }

    private void forgetSome(Entry<T> own) {
        entries.keySet().removeIf(Predicate.not(there));
        long weight = entries.values().stream().mapToLong(it -> it.weight).sum();
        List<Map.Entry<S, Entry<T>>> oldestFirst = entries.entrySet().stream()
                .sorted(Comparator.comparingLong(it -> it.getValue().usedAt))
                .toList();
        for (Map.Entry<S, Entry<T>> each : oldestFirst) {
            Entry<T> entry = each.getValue();
            if (weight > limit && entry != own && forgotten(each.getKey(), entry)) {
                weight -= entry.weight;
            }
        }
    }

    private boolean forgotten(S store, Entry<T> entry) {
        return entries.computeIfPresent(store, (key, kept) -> kept == entry && entry.users == 0 ? null : kept) != entry;
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
        /** Read and written within {@link Map#compute} alone. */
        private int users;

        Entry(T value) {
            this.value = value;
        }

        private Entry<T> left() {
            users--;
            return this;
        }
    }
}
