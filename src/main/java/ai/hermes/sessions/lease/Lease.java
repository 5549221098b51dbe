package ai.hermes.sessions.lease;

import java.time.Duration;

/** One borrowed connection: who has it, what for, since when, until when. Ends exactly once, by {@link #close()}. */
public final class Lease implements AutoCloseable {

    private final LeaseBook book;
    private final String pool;
    private final Purpose purpose;
    private final String holder;
    private final Interruptible connection;
    private final long since;
    private final long deadline;
    private boolean ended;
    private volatile boolean expired;

    Lease(LeaseBook book, String pool, Purpose purpose, Interruptible connection, Duration allowed) {
        this.book = book;
        this.pool = pool;
        this.purpose = purpose;
        this.holder = Thread.currentThread().getName();
        this.connection = connection;
        this.since = System.nanoTime();
        this.deadline = since + allowed.toNanos();
    }

    /** Name of the pool that the connection belongs to. */
    public String pool() {
        return pool;
    }

    /** What the connection was borrowed for. */
    public Purpose purpose() {
        return purpose;
    }

    /** Name of the thread that borrowed it. */
    public String holder() {
        return holder;
    }

    /** How long it has been out. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Whether the deadline has passed and the work was interrupted. */
    public boolean expired() {
        return expired;
    }

    /**
     * Interrupts the work if the deadline has passed. Repeated as long as the lease is out, because a holder may begin
     * another statement after the interrupted one.
     */
    synchronized void enforce(long now) {
        // The same lock as in close(): a connection that went back to the pool may already serve somebody else.
        if (!ended && purpose.hasDeadline() && now - deadline >= 0) {
            expired = true;
            connection.interrupt();
        }
    }

    /** Strikes the lease from the book; the connection itself is given back by its holder, after this. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        book.strike(this);
    }
}
