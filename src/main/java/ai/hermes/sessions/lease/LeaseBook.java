package ai.hermes.sessions.lease;

import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * All connections that are borrowed now, of all pools. One thread looks through the book many times a second; no lease
 * costs a timer of its own.
 */
@Singleton
public class LeaseBook implements AutoCloseable {

    private static final int RECENT = 50;

    private final Map<Purpose, Lease.Terms> terms = new EnumMap<>(Purpose.class);
    private final LeaseListeners listeners;
    private final StackSampling stacks;
    private final LeaseSweeper sweeper;
    private final Set<LeasedPool> pools = ConcurrentHashMap.newKeySet();
    private final AtomicLong number = new AtomicLong();
    private final Deque<Lease> recent = new ArrayDeque<>();

    @Inject
    LeaseBook(LeaseConfig config, @Any Instance<LeaseListener> listeners) {
        this(config, (Iterable<LeaseListener>) listeners);
    }

    /**
     * A book for code without an application around it; to be closed.
     *
     * @param listeners are looked up when there is something to tell for the first time
     */
    public LeaseBook(LeaseConfig config, Iterable<LeaseListener> listeners) {
        for (Purpose purpose : Purpose.values()) {
            terms.put(
                    purpose,
                    new Lease.Terms(
                            purpose,
                            config.warnAfter(purpose).toNanos(),
                            config.deadline().of(purpose).toNanos()));
        }
        this.listeners = new LeaseListeners(listeners);
        this.stacks = new StackSampling(config.stackSampling());
        this.sweeper = new LeaseSweeper(config, this);
        sweeper.start();
    }

    /** The leases that are out at this moment, in no order. */
    public List<Lease> live() {
        List<Lease> leases = new ArrayList<>();
        forEachLease(leases::add);
        return leases;
    }

    /** The last leases that were long-held or reclaimed, at most 50, newest first; some may be out still. */
    public List<Lease> recent() {
        synchronized (recent) {
            return List.copyOf(recent);
        }
    }

    /** How full the pools are, by name. */
    public Collection<PoolState> pools() {
        Map<String, PoolState> states = new TreeMap<>();
        pools.forEach(pool -> states.merge(pool.name(), pool.state(), PoolState::and));
        return List.copyOf(states.values());
    }

    LeaseListener listeners() {
        return listeners;
    }

    Lease.Terms terms(Purpose purpose) {
        return terms.get(purpose);
    }

    Lease.Terms terms(Purpose purpose, Duration allowed) {
        Lease.Terms usual = terms.get(purpose);
        long nanos = purpose.hasDeadline() ? allowed.toNanos() : usual.allowedNanos();
        return new Lease.Terms(purpose, Math.min(usual.warnNanos(), nanos), nanos);
    }

    void add(LeasedPool pool) {
        pools.add(pool);
    }

    void remove(LeasedPool pool) {
        pools.remove(pool);
    }

    void forEachLease(Consumer<Lease> action) {
        pools.forEach(pool -> pool.forEachLease(action));
    }

    void forEachPool(Consumer<LeasedPool> action) {
        pools.forEach(action);
    }

    void open(PooledHandle handle, Lease.Terms given) {
        Context context = Context.current();
        Lease lease =
                new Lease(number.incrementAndGet(), handle, given, context, stacks.sample(given.purpose(), context));
        handle.connection().lend(lease);
        listeners.borrowed(lease);
    }

    void giveBack(Lease lease) {
        if (lease.giveBack()) {
            listeners.returned(lease);
        }
    }

    /** Remembers a lease that was held for too long. */
    void note(Lease lease) {
        stacks.offence(lease);
        synchronized (recent) {
            recent.remove(lease);
            recent.addFirst(lease);
            if (recent.size() > RECENT) {
                recent.removeLast();
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Ends the thread that looks through the book. */
    @Override
    public void close() {
        sweeper.close();
    }
}
