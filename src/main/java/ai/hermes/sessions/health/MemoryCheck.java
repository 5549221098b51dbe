package ai.hermes.sessions.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the heap has room: what was still in use after the last collection, since garbage is no burden. */
@Singleton
final class MemoryCheck implements Check {

    private static final int WARN_PERCENT = 85;
    private static final int FAIL_PERCENT = 97;
    private static final String REMEDY =
            "Give it more memory (-Xmx, or the limit of the container), or set hermes.list.cache-size lower.";

    private static final Problem LOW = new Problem(
            "memory_low",
            "Most of the memory is in use even after garbage was collected.",
            "It works, but collecting garbage takes more and more of the time.",
            REMEDY);
    private static final Problem EXHAUSTED = new Problem(
            "memory_exhausted",
            "Nearly all memory is in use even after garbage was collected.",
            "Requests become slow or fail.",
            REMEDY);

    private final HealthConfig.Pace pace;
    private final Supplier<Optional<MemoryUsage>> afterCollection;

    @Inject
    MemoryCheck(HealthConfig config) {
        this(config.process(), MemoryCheck::oldGeneration);
    }

    /** @param afterCollection what was in use after the last collection; empty before the first */
    MemoryCheck(HealthConfig.Pace pace, Supplier<Optional<MemoryUsage>> afterCollection) {
        this.pace = pace;
        this.afterCollection = afterCollection;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public HealthConfig.Pace pace() {
        return pace;
    }

    @Override
    public Finding look() {
        return afterCollection
                .get()
                .filter(it -> it.getMax() > 0)
                .map(MemoryCheck::judge)
                .orElseGet(Finding::pass);
    }

    private static Finding judge(MemoryUsage usage) {
        Map<String, Long> figures = Map.of("used_bytes", usage.getUsed(), "max_bytes", usage.getMax());
        long percent = usage.getUsed() * 100 / usage.getMax();
        if (percent >= FAIL_PERCENT) {
            return Finding.fail(EXHAUSTED, figures);
        }
        return percent >= WARN_PERCENT ? Finding.warn(LOW, figures) : Finding.pass(figures);
    }

    /** The pool of long-lived objects is the largest, whatever the collector calls it. */
    private static Optional<MemoryUsage> oldGeneration() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null && usage.getMax() > 0)
                .max((one, other) -> Long.compare(one.getMax(), other.getMax()));
    }
}
