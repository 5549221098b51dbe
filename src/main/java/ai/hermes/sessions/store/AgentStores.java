package ai.hermes.sessions.store;

import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;
import org.sqlite.SQLiteJDBCLoader;

/** The stores of all profiles of the home. Profiles may come and go while the service runs. */
@Singleton
public class AgentStores {

    private static final Logger LOG = Logger.getLogger(AgentStores.class);
    private static final int LEAST_READERS = 2;

    private final AgentHome home;
    private final Duration scanInterval;
    private final StoreConfig config;
    private final LeaseConfig leases;
    private final LeaseBook book;
    private final Clock clock;
    private final Map<Profile, Watched> stores = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService scanner = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-profiles");
        thread.setDaemon(true);
        return thread;
    });
    private StoreListener listener = (store, at) -> {};

    @Inject
    AgentStores(AgentHome home, HomeConfig homes, StoreConfig config, LeaseConfig leases, LeaseBook book, Clock clock) {
        this.home = home;
        this.scanInterval = homes.profileScanInterval();
        this.config = config;
        this.leases = leases;
        this.book = book;
        this.clock = clock;
    }

    /** Version of SQLite that reads the stores, as the driver tells it. */
    public static String sqliteVersion() {
        return SQLiteJDBCLoader.getVersion();
    }

    /** All stores that are known now, the default profile's first. */
    public Collection<AgentStore> all() {
        return stores.values().stream().map(Watched::store).toList();
    }

    /** The store of a profile; empty where the home has no such profile. */
    public Optional<AgentStore> of(Profile profile) {
        return Optional.ofNullable(stores.get(profile)).map(Watched::store);
    }

    /**
     * Finds the profiles and watches their stores from now on.
     *
     * @param listener is told of each store's changes, in that store's thread
     */
    public void start(StoreListener listener) {
        synchronized (this) {
            this.listener = listener;
        }
        StorePool.loadDriver();
        scan();
        Repeated.every(scanner, "The profiles could not be looked for", scanInterval, scanInterval, this::scan);
    }

    /** Looks for profiles that came or went. */
    private synchronized void scan() {
        Map<Profile, Path> found = home.stores();
        stores.keySet().stream()
                .filter(profile -> !found.containsKey(profile))
                .toList()
                .forEach(gone -> {
                    LOG.infof("Profile %s is gone", gone);
                    Watched watched = stores.remove(gone);
                    watched.watch().close();
                    listener.gone(watched.store());
                });
        int count = found.size();
        OptionalLong limit = MachineCheck.limit();
        all().forEach(store -> store.limit(readers(config, store.profile(), count, limit)));
        found.forEach((profile, file) ->
                stores.computeIfAbsent(profile, it -> watch(it, file, readers(config, it, count, limit))));
    }

    /**
     * How many read a store at a time: a share of the connections, without the one that watches. Two at least, so that
     * one is left for the list and the probe while the other reads what takes long, even if the connections do not
     * suffice for that: they are opened only when they are needed. Where the descriptors do not suffice either, one
     * reads of all but the default profile, which readiness hangs on.
     *
     * @param profiles how many there are
     * @param descriptors how many the process may have; empty where that is not known
     */
    static int readers(StoreConfig config, Profile profile, int profiles, OptionalLong descriptors) {
        int share = config.maxConnections() / profiles - 1;
        boolean enough = descriptors.isEmpty()
                || MachineCheck.descriptorsFor((LEAST_READERS + 1) * profiles) <= descriptors.getAsLong();
        return Math.min(config.maxReaders(), Math.max(share, enough || profile.isDefault() ? LEAST_READERS : 1));
    }

    private Watched watch(Profile profile, Path file, int readers) {
        LOG.debugf("Profile %s has its store at %s", profile, file);
        AgentStore store = new AgentStore(profile, file, readers, config, leases, book);
        return new Watched(store, new StoreWatch(store, listener, clock, config.watchInterval()).start());
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        scanner.shutdownNow();
        List<Watched> watched = List.copyOf(stores.values());
        stores.clear();
        // All are told first: each that hangs would else be waited for in turn.
        watched.forEach(it -> it.watch().signal());
        long end = System.nanoTime() + StoreWatch.PATIENCE.toNanos();
        watched.forEach(it -> it.watch().await(end));
    }

    private record Watched(AgentStore store, StoreWatch watch) {}
}
