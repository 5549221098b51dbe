package ai.hermes.sessions.lease;

import ai.hermes.sessions.background.Repeated;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jboss.logging.Logger;

/**
 * Looks through the book: tells what is held long, interrupts what is past its deadline, and takes back what is held
 * even so.
 */
final class LeaseSweeper implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LeaseSweeper.class);
    private static final Duration SWEEP = Duration.ofMillis(25);

    private final LeaseBook book;
    private final boolean reclaims;
    private final long graceNanos;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(threads("deadlines"));
    /**
     * Closing a connection waits for the statement that runs on it, which may be stuck in the operating system: then
     * this thread is stuck with it, and nobody else. There are never more of them than there are connections.
     */
    private final ExecutorService closers = Executors.newCachedThreadPool(threads("reclaim"));
    /**
     * Leases that are being reclaimed and wait for a thread: where the system gives none now, it may at the next look.
     */
    private final Queue<Lease> condemned = new ArrayDeque<>();

    LeaseSweeper(LeaseConfig config, LeaseBook book) {
        this.book = book;
        this.reclaims = config.reclaim();
        this.graceNanos = config.reclaimAfter().toNanos();
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, "hermes-lease-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }

    void start() {
        Repeated.every(sweeper, "The book of leases could not be looked through", SWEEP, SWEEP, this::sweep);
    }

    private void sweep() {
        long now = System.nanoTime();
        book.forEachLease(lease -> enforce(lease, now));
        for (Lease lease = condemned.peek(); lease != null; lease = condemned.peek()) {
            Lease given = lease;
            closers.execute(() -> reclaim(given));
            condemned.remove();
        }
        book.forEachPool(pool -> pool.sweep(now));
    }

    private void enforce(Lease lease, long now) {
        if (lease.turnsLongHeld(now)) {
            book.note(lease);
            book.listeners().longHeld(lease);
        }
        if (lease.overdue(now, 0) && lease.interrupt()) {
            book.listeners().interrupted(lease);
        }
        if (reclaims && lease.overdue(now, graceNanos) && lease.beginReclaim()) {
            condemned.add(lease);
        }
    }

    private void reclaim(Lease lease) {
        PooledHandle handle = lease.handle();
        try {
            handle.close();
        } finally {
            reclaimed(lease, handle);
        }
    }

    private void reclaimed(Lease lease, PooledHandle handle) {
        List<Runnable> actions = lease.endReclaim();
        handle.connection().revoke(lease);
        handle.free();
        LOG.warnf(
                "A connection of pool %s was reclaimed: thread %s had borrowed it for %s %d ms ago",
                lease.pool(), lease.thread(), lease.purpose(), lease.age().toMillis());
        book.note(lease);
        actions.forEach(Runnable::run);
        book.listeners().reclaimed(lease);
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        closers.shutdown();
    }
}
