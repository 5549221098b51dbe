package ai.hermes.sessions.health;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether this process still can open files and accept connections. */
@Singleton
final class DescriptorCheck implements Check {

    private static final String REMEDY = "Look which descriptors are open (lsof -p of this process) and close idle"
            + " clients, or raise the limit (ulimit -n, or the unit's or image's setting) and restart.";

    private static final Problem MANY = new Problem(
            "descriptors_high",
            "Many of the descriptors that this process may have are open.",
            "All works still, but soon new connections may be refused.",
            REMEDY);
    private static final Problem EXHAUSTED = new Problem(
            "descriptors_exhausted",
            "Nearly all descriptors that this process may have are open.",
            "New connections are refused and stores cannot be opened.",
            REMEDY);

    private final HealthConfig.Descriptors config;
    private final Supplier<Optional<Count>> counter;

    @Inject
    DescriptorCheck(HealthConfig config) {
        this(config.descriptors(), DescriptorCheck::count);
    }

    DescriptorCheck(HealthConfig.Descriptors config, Supplier<Optional<Count>> counter) {
        this.config = config;
        this.counter = counter;
    }

    @Override
    public String name() {
        return "descriptors";
    }

    @Override
    public boolean vital() {
        return true;
    }

    @Override
    public HealthConfig.Pace pace() {
        return config;
    }

    /** Where the system does not tell the numbers nothing is claimed: it passes, without figures. */
    @Override
    public Finding look() {
        return counter.get().map(this::judge).orElseGet(Finding::pass);
    }

    private Finding judge(Count count) {
        Map<String, Long> figures = Map.of("open", count.open(), "limit", count.limit());
        long percent = count.open() * 100 / count.limit();
        if (percent >= config.failPercent()) {
            return Finding.fail(EXHAUSTED, figures);
        }
        return percent >= config.warnPercent() ? Finding.warn(MANY, figures) : Finding.pass(figures);
    }

    private static Optional<Count> count() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            return Optional.of(new Count(system.getOpenFileDescriptorCount(), system.getMaxFileDescriptorCount()))
                    .filter(count -> count.open() >= 0 && count.limit() > 0);
        }
        return Optional.empty();
    }

    /** Descriptors that are open, and how many may be. */
    record Count(long open, long limit) {}
}
