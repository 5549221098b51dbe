package ai.hermes.sessions.lease;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.configuration.AgroalDataSourceConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A pool of connections to one SQLite file. Nothing is borrowed from it without a lease in the book: who borrows by
 * {@link #borrow} says what for; a connection that comes straight from the {@link #dataSource} is for the purpose that
 * the pool has for these, as a rule {@link Purpose#UNDECLARED}.
 */
public final class LeasedPool implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LeasedPool.class);

    private final String name;
    private final LeaseBook book;
    private final Lease.Terms straight;
    private final AgroalDataSource connections;
    private final PoolWaits waits;
    private final Set<LeasedConnection> open = ConcurrentHashMap.newKeySet();
    /** What the calling thread is about to borrow for. */
    private final ThreadLocal<Declared> declared = ThreadLocal.withInitial(Declared::new);

    private volatile boolean dropped;
    private volatile boolean closed;

    /**
     * @param name the name of the pool in metrics, such as {@code store.default}
     * @param configuration of the pool; the driver is set here, and that connections are looked at before they are lent
     * @param straight what a connection is for that comes straight from the {@link #dataSource}
     * @param book where the leases are kept
     * @throws SQLException if the configuration is not one
     */
    public LeasedPool(
            String name, AgroalDataSourceConfigurationSupplier configuration, Purpose straight, LeaseBook book)
            throws SQLException {
        this.name = name;
        this.book = book;
        this.straight = book.terms(straight);
        configuration
                .connectionPoolConfiguration()
                .connectionValidator(LeasedPool::isOpen)
                .validateOnBorrow(true)
                .connectionFactoryConfiguration()
                .connectionProviderClass(LeasedDriver.class);
        AgroalDataSourceConfiguration settings = configuration.get();
        this.waits = new PoolWaits(name, settings.connectionPoolConfiguration().acquisitionTimeout(), book.listeners());
        this.connections = AgroalDataSource.from(settings, new PoolListener(name, waits, book.listeners()));
        connections.setPoolInterceptors(List.of(new LeaseInterceptor(this, book)));
        book.add(this);
    }

    /**
     * Whether a connection that is about to be handed out is still one. Must not touch the file: a connection that is
     * found invalid makes the pool open another one and ask again, without pause or end.
     */
    private static boolean isOpen(Connection connection) {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    /** The pool's name. */
    public String name() {
        return name;
    }

    /**
     * Borrows a connection in the calling thread.
     *
     * @param purpose what for
     * @param allowed time until it is interrupted; not looked at where the purpose has no deadline
     * @throws SQLException if none is free in time, or none can be opened
     */
    public Connection borrow(Purpose purpose, Duration allowed) throws SQLException {
        return borrow(book.terms(purpose, allowed));
    }

    /**
     * Borrows a connection in the calling thread, for as long as the purpose may last.
     *
     * @throws SQLException if none is free in time, or none can be opened
     */
    public Connection borrow(Purpose purpose) throws SQLException {
        return borrow(book.terms(purpose));
    }

    private Connection borrow(Lease.Terms terms) throws SQLException {
        Declared mine = declared.get();
        mine.terms = terms;
        try {
            return connections.getConnection();
        } finally {
            mine.terms = null;
            waits.over();
        }
    }

    /**
     * The lease of a borrowed connection.
     *
     * @throws SQLException if the connection is not borrowed from such a pool any more
     */
    public static Lease leaseOf(Connection connection) throws SQLException {
        return connection
                .unwrap(LeasedConnection.class)
                .lease()
                .orElseThrow(() -> new SQLException("The connection is not borrowed"));
    }

    /** The pool as code sees it that knows nothing of leases. */
    public AgroalDataSource dataSource() {
        return connections;
    }

    /** Limits the pool to another size; connections beyond it are closed when they come back. */
    public void resize(int size) {
        var pool = connections.getConfiguration().connectionPoolConfiguration();
        boolean shrinks = size < pool.maxSize();
        pool.setMaxSize(size);
        if (shrinks) {
            connections.flush(FlushMode.IDLE);
        }
    }

    /** Whether none of its connections has its files open. */
    public boolean isEmpty() {
        return open.isEmpty();
    }

    /** How full it is. */
    public PoolState state() {
        int all = open.size();
        int used = (int) open.stream().filter(it -> it.lease().isPresent()).count();
        int max = connections.getConfiguration().connectionPoolConfiguration().maxSize();
        return new PoolState(name, max, used, all - used, waits.count());
    }

    /** Closes all connections, borrowed ones as well. */
    @Override
    public void close() {
        closed = true;
        connections.close();
        // The pool does not know of one that it was opening meanwhile.
        List.copyOf(open).forEach(LeasedPool::shut);
        book.remove(this);
    }

    private static void shut(LeasedConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed in order", e);
        }
    }

    Lease.Terms terms() {
        Lease.Terms terms = declared.get().terms;
        return terms == null ? straight : terms;
    }

    void opened(PooledHandle handle) {
        LeasedConnection connection = handle.connection();
        open.add(connection);
        connection.pooled(handle, () -> {
            open.remove(connection);
            dropped();
        });
        if (closed) {
            shut(connection);
        }
    }

    /** A connection was dropped, so that there may be room for another one. */
    void dropped() {
        dropped = true;
    }

    /** Looks after those who wait. Called many times a second, in one thread. */
    void sweep(long now) {
        waits.sweep(now);
        if (dropped) {
            dropped = false;
            refill(waits.count());
        }
    }

    /**
     * Whoever waits is woken by a connection that comes back or is opened. One that was dropped instead leaves room
     * that only the next borrower would notice, so another one is opened for those who wait.
     */
    private void refill(int waiting) {
        var pool = connections.getConfiguration().connectionPoolConfiguration();
        pool.setMinSize(waiting == 0 ? 0 : Math.min(pool.maxSize(), open.size() + waiting));
        if (waiting > 0) {
            dropped = true;
            try {
                connections.flush(FlushMode.FILL);
            } catch (RejectedExecutionException e) {
                // It closes, and nobody waits any longer.
            }
        }
    }

    PoolWaits waits() {
        return waits;
    }

    void forEachLease(Consumer<Lease> action) {
        open.forEach(connection -> connection.lease().ifPresent(action));
    }

    /** Cheaper to change than the thread's own variable. */
    private static final class Declared {
        /** Null while the thread borrows nothing, or without saying what for. */
        private Lease.Terms terms;
    }
}
