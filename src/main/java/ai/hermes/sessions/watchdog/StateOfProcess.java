package ai.hermes.sessions.watchdog;

import ai.hermes.sessions.diagnostics.DescriptorCensus;
import ai.hermes.sessions.health.Health;
import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.PoolState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** All that can be said of the process from inside, for people. Nothing in it is data of a store or of a caller. */
@Singleton
final class StateOfProcess {

    private final String version;
    private final Health health;
    private final DescriptorCensus descriptors;
    private final LeaseBook leases;
    private final RequestLog requests;

    @Inject
    StateOfProcess(
            @ConfigProperty(name = "quarkus.application.version") String version,
            Health health,
            DescriptorCensus descriptors,
            LeaseBook leases,
            RequestLog requests) {
        this.version = version;
        this.health = health;
        this.descriptors = descriptors;
        this.leases = leases;
        this.requests = requests;
    }

    /** The shorter parts first, since the end may be cut. */
    String text() {
        return Stream.of(
                        part("Process", this::process),
                        part("Health", health::lines),
                        part("Descriptors by kind", descriptors::lines),
                        part("Memory and its collectors", StateOfProcess::memory),
                        part("Pools", () -> lines(leases.pools().stream().map(StateOfProcess::line))),
                        part(
                                "Leases that are out",
                                () -> lines(leases.live().stream().map(StateOfProcess::line))),
                        part(
                                "Last long-held leases",
                                () -> lines(leases.recent().stream().map(StateOfProcess::line))),
                        part("Requests, those that are worked on first", requests::lines),
                        part("Threads", StateOfProcess::threads))
                .collect(Collectors.joining("\n"));
    }

    /** One part that cannot be told must not cost the others. */
    private static String part(String title, Callable<List<String>> lines) {
        String told;
        try {
            told = String.join("\n", lines.call());
        } catch (Exception | LinkageError e) {
            told = "unknown: " + e.getClass().getSimpleName();
        }
        return "== " + title + "\n" + told + "\n";
    }

    private List<String> process() {
        return List.of(
                "version " + version,
                "java " + System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                "system " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                "uptime " + ManagementFactory.getRuntimeMXBean().getUptime() / 1000 + " s");
    }

    private static List<String> memory() {
        return lines(Stream.concat(
                Stream.of("heap " + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage()),
                ManagementFactory.getGarbageCollectorMXBeans().stream().map(StateOfProcess::line)));
    }

    private static String line(GarbageCollectorMXBean collector) {
        return "%s %d collections, %d ms"
                .formatted(collector.getName(), collector.getCollectionCount(), collector.getCollectionTime());
    }

    private static String line(PoolState pool) {
        return "%s: %d in use, %d idle, %d at most, %d wait"
                .formatted(pool.name(), pool.used(), pool.idle(), pool.max(), pool.waiting());
    }

    private static String line(Lease lease) {
        return "%s %s held %d ms by %s for %s, trace %s, %s, %s"
                .formatted(
                        lease.pool(),
                        lease.purpose().wireName(),
                        lease.age().toMillis(),
                        lease.thread(),
                        lease.route().orElse("no request"),
                        lease.spanContext().getTraceId(),
                        lease.state().wireName(),
                        lease.statement().orElse("no statement"));
    }

    private static List<String> threads() {
        return lines(Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true))
                .map(StateOfProcess::line));
    }

    /** With its whole stack, which {@link ThreadInfo#toString} cuts after eight frames. */
    private static String line(ThreadInfo thread) {
        String lock = thread.getLockName() == null
                ? ""
                : " on " + thread.getLockName()
                        + (thread.getLockOwnerName() == null ? "" : " held by " + thread.getLockOwnerName());
        return thread.getThreadName() + " " + thread.getThreadState() + lock + "\n"
                + Arrays.stream(thread.getStackTrace())
                        .map(frame -> "    at " + frame + "\n")
                        .collect(Collectors.joining());
    }

    private static List<String> lines(Stream<String> lines) {
        return lines.toList();
    }
}
