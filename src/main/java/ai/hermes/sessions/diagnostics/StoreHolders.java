package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.store.AgentHome;
import ai.hermes.sessions.store.Profile;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Which other processes have files of the stores open, as {@code /proc} shows it.
 *
 * <p>It looks when somebody asks, in a thread of its own and once at a time: a file system that hangs holds up nobody,
 * and then nothing is known.
 */
@Singleton
final class StoreHolders {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ProcFolder proc;
    private final Supplier<Map<Profile, Path>> stores;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "hermes-store-holders");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Look> last = Optional.empty();

    @Inject
    StoreHolders(ProcFolder proc, AgentHome home) {
        this(proc, home::stores);
    }

    StoreHolders(ProcFolder proc, Supplier<Map<Profile, Path>> stores) {
        this.proc = proc;
        this.stores = stores;
    }

    /** Who holds what; empty where that cannot be known, or not within a second. */
    Optional<Holders> find() {
        try {
            return look().result.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The look that is under way, or was made a moment ago, or a new one. */
    private synchronized Look look() {
        long now = System.nanoTime();
        Look current = last.filter(it -> !it.result.isDone() || now - it.begun < FRESH.toNanos())
                .orElseGet(() -> new Look(now, CompletableFuture.supplyAsync(this::scan, executor)));
        last = Optional.of(current);
        return current;
    }

    private Optional<Holders> scan() {
        if (!proc.present()) {
            return Optional.empty();
        }
        StoreFiles files = StoreFiles.of(stores.get());
        List<StoreHolder> holders = new ArrayList<>();
        int hidden = 0;
        for (long pid : proc.processes()) {
            Optional<List<ProcFolder.Descriptor>> descriptors = proc.descriptors(pid);
            if (descriptors.isEmpty()) {
                hidden++;
            } else if (pid != ProcFolder.ownPid()) {
                holders.addAll(holders(pid, descriptors.get(), files));
            }
        }
        return Optional.of(new Holders(hidden, holders));
    }

    private List<StoreHolder> holders(long pid, List<ProcFolder.Descriptor> descriptors, StoreFiles files) {
        Map<Profile, Tally> tallies = new TreeMap<>();
        descriptors.forEach(descriptor -> files.find(descriptor)
                .ifPresent(found -> tallies.computeIfAbsent(found.profile(), it -> new Tally())
                        .add(descriptor.kind(), found.deleted())));
        return tallies.entrySet().stream()
                .map(it -> it.getValue()
                        .holder(pid, proc.command(pid).orElse(""), it.getKey().name()))
                .toList();
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }

    /**
     * What was found.
     *
     * @param hidden processes that may not be looked at, because they are another user's
     * @param processes those that hold something; one that holds several stores is there once for each
     */
    record Holders(int hidden, List<StoreHolder> processes) {}

    private record Look(long begun, CompletableFuture<Optional<Holders>> result) {}

    private static final class Tally {
        private final Map<DescriptorKind, Integer> counts = new EnumMap<>(DescriptorKind.class);
        private int deleted;

        void add(DescriptorKind kind, boolean gone) {
            counts.merge(kind, 1, Integer::sum);
            deleted += gone ? 1 : 0;
        }

        StoreHolder holder(long pid, String command, String profile) {
            return new StoreHolder(
                    pid,
                    command,
                    profile,
                    counts.getOrDefault(DescriptorKind.STORE, 0),
                    counts.getOrDefault(DescriptorKind.WAL, 0),
                    counts.getOrDefault(DescriptorKind.SHM, 0),
                    deleted);
        }
    }
}
