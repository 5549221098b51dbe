package ai.hermes.sessions.lease;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All connections that are borrowed now. One thread looks through the book many times a second and interrupts what is
 * past its deadline; no lease costs a timer of its own.
 */
@Singleton
public class LeaseBook {

    private static final Duration SWEEP = Duration.ofMillis(25);

    private final Set<Lease> live = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService sweeper;

    LeaseBook() {
        this.sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "hermes-lease-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        sweeper.scheduleWithFixedDelay(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Notes that a connection was borrowed by the calling thread.
     *
     * @param pool name of the pool
     * @param purpose what for
     * @param connection the borrowed connection
     * @param allowed time from now to the interruption; not looked at where the purpose has no deadline
     * @return the lease, to be closed before the connection is given back
     * @throws SQLException if the connection cannot be interrupted, that is, if it is not SQLite's
     */
    public Lease open(String pool, Purpose purpose, Connection connection, Duration allowed) throws SQLException {
        Lease lease = new Lease(this, pool, purpose, Interruptible.of(connection), allowed);
        live.add(lease);
        return lease;
    }

    /** The leases that are out at this moment, in no order. */
    public List<Lease> live() {
        return List.copyOf(live);
    }

    void strike(Lease lease) {
        live.remove(lease);
    }

    private void sweep() {
        long now = System.nanoTime();
        live.forEach(lease -> lease.enforce(now));
    }

    void stop(@Observes ShutdownEvent event) {
        sweeper.shutdownNow();
    }
}
