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
import java.util.function.Consumer;

/**
 * A pool of connections to one SQLite file. Nothing is borrowed from it without a lease in the book: who borrows by
 * {@link #borrow} says what for; a connection that comes straight from the {@link #dataSource} is
 * {@link Purpose#UNDECLARED}.
 */
public final class LeasedPool implements AutoCloseable {

    private final String name;
    private final LeaseBook book;
    private final AgroalDataSource connections;
    private final PoolWaits waits;
    private final Set<LeasedConnection> open = ConcurrentHashMap.newKeySet();
    /** What the calling thread is about to borrow for. */
    private final ThreadLocal<Lease.Terms> declared = new ThreadLocal<>();

    /**
     * @param name the name of the pool in metrics, such as {@code store.default}
     * @param configuration of the pool; the driver is set here
     * @param book where the leases are kept
     * @throws SQLException if the configuration is not one
     */
    public LeasedPool(String name, AgroalDataSourceConfigurationSupplier configuration, LeaseBook book)
            throws SQLException {
        this.name = name;
        this.book = book;
        configuration
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .connectionProviderClass(LeasedDriver.class);
        AgroalDataSourceConfiguration settings = configuration.get();
        this.waits = new PoolWaits(name, settings.connectionPoolConfiguration().acquisitionTimeout(), book.listeners());
        this.connections = AgroalDataSource.from(settings, new PoolListener(name, waits, book.listeners()));
        connections.setPoolInterceptors(List.of(new LeaseInterceptor(this, book)));
        book.add(this);
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
        declared.set(book.terms(purpose, allowed));
        try {
            return connections.getConnection();
        } finally {
            declared.remove();
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
        connections.close();
        book.remove(this);
    }

    Lease.Terms terms() {
        Lease.Terms terms = declared.get();
        return terms == null ? book.undeclared() : terms;
    }

    void opened(LeasedConnection connection) {
        open.add(connection);
        connection.onClose(() -> open.remove(connection));
    }

    PoolWaits waits() {
        return waits;
    }

    void forEachLease(Consumer<Lease> action) {
        open.forEach(connection -> connection.lease().ifPresent(action));
    }
}
