package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.PoolState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts the open descriptors of this process by kind, by reading links in {@code /proc}. Where there is no such folder
 * the pools tell how many handles of stores are open, and the other kinds are unknown.
 *
 * <p>It counts at most once a second, however many ask.
 */
@Singleton
public class DescriptorCensus {

    private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String STORES = "store.";

    private final ProcFolder proc;
    private final Supplier<Collection<PoolState>> pools;
    private final LongSupplier nanoTime;
    private Optional<Counted> last = Optional.empty();

    @Inject
    DescriptorCensus(ProcFolder proc, LeaseBook book) {
        this(proc, book::pools, System::nanoTime);
    }

    DescriptorCensus(ProcFolder proc, Supplier<Collection<PoolState>> pools, LongSupplier nanoTime) {
        this.proc = proc;
        this.pools = pools;
        this.nanoTime = nanoTime;
    }

    /** The counts, at most a second old. */
    synchronized DescriptorCounts counts() {
        long now = nanoTime.getAsLong();
        Counted counted = last.filter(it -> now - it.at < SHORTEST_NANOS).orElseGet(() -> new Counted(now, count()));
        last = Optional.of(counted);
        return counted.counts;
    }

    /** The counts for people, a line for each kind and one for the total; what is not known is left out. */
    public List<String> lines() {
        DescriptorCounts now = counts();
        List<String> lines = new ArrayList<>();
        now.byKind().forEach((kind, count) -> lines.add(kind.wireName() + " " + count));
        now.open().ifPresent(open -> lines.add("all " + open));
        now.limit().ifPresent(limit -> lines.add("limit " + limit));
        return lines;
    }

    private DescriptorCounts count() {
        Optional<OpenDescriptors> all = OpenDescriptors.now();
        return new DescriptorCounts(
                all.map(OpenDescriptors::open),
                all.map(OpenDescriptors::limit),
                proc.descriptors(ProcFolder.ownPid())
                        .map(DescriptorCensus::byKind)
                        .orElseGet(this::fromPools));
    }

    private static Map<DescriptorKind, Long> byKind(List<ProcFolder.Descriptor> descriptors) {
        Map<DescriptorKind, Long> counts = new EnumMap<>(DescriptorKind.class);
        for (DescriptorKind kind : DescriptorKind.values()) {
            counts.put(kind, 0L);
        }
        descriptors.forEach(descriptor -> counts.merge(descriptor.kind(), 1L, Long::sum));
        return counts;
    }

    private Map<DescriptorKind, Long> fromPools() {
        long handles = pools.get().stream()
                .filter(pool -> pool.name().startsWith(STORES))
                .mapToLong(pool -> pool.used() + pool.idle())
                .sum();
        return Map.of(DescriptorKind.STORE, handles);
    }

    private record Counted(long at, DescriptorCounts counts) {}
}
