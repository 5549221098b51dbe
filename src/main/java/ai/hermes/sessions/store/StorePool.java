package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeasedPool;
import ai.hermes.sessions.lease.Purpose;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The bounded pool of read-only connections to one file. When the file is replaced the pool is retired and another
 * takes its place, so no connection ever outlives the file that it was opened for.
 *
 * <p>Every connection is opened with {@code mode=ro} and refuses to write by {@code query_only} as well. A handle that
 * may write, even if it only reads, can unlink a live log when it is closed; a read-only one never does.
 */
final class StorePool {

    private static final Logger LOG = Logger.getLogger(StorePool.class);

    private final Profile profile;
    private final Path file;
    private final SchemaCache schema = new SchemaCache();
    private final LeasedPool connections;
    private final Map<Connection, Lease> users = new IdentityHashMap<>();
    private int entering;
    private boolean retired;
    private volatile boolean closed;
    /** What lies beside the store for as long as it is open here. Of the thread that watches. */
    private StoreFile.Sidecars sidecars = StoreFile.Sidecars.NONE;

    StorePool(Profile profile, Path file, int maxSize, StoreConfig config, LeaseBook book) {
        this.profile = profile;
        this.file = file;
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled(false)
                .connectionPoolConfiguration(pool -> pool.initialSize(0)
                        .minSize(0)
                        .maxSize(maxSize)
                        .acquisitionTimeout(config.acquisitionTimeout())
                        .leakTimeout(config.leakTimeout())
                        .reapTimeout(config.idleTimeout())
                        .exceptionSorter(SqliteFaults::breaksConnection)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(readOnlyUrl(file))
                                .initialSql("PRAGMA query_only = 1")
                                .jdbcProperty(
                                        "busy_timeout",
                                        String.valueOf(config.busyTimeout().toMillis()))));
        try {
            connections = new LeasedPool(name(profile), configuration, Purpose.UNDECLARED, book);
        } catch (SQLException e) {
            throw new IllegalStateException("the pool for a store could not be made", e);
        }
    }

    /** Name of the pools for the store of a profile. */
    static String name(Profile profile) {
        return "store." + profile.name();
    }

    /**
     * Loads the driver's native library, which it unpacks first. Done in time, so that no read has to wait for it: it
     * may take longer than a read may wait.
     *
     * @throws IllegalStateException if there is no library for this machine, or no place to unpack it
     */
    static void loadDriver() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The SQLite driver cannot load its native library. Does this machine let"
                            + " programs be run from java.io.tmpdir?",
                    e);
        }
    }

    /**
     * Borrows a connection; {@link #giveBack} must follow.
     *
     * @param purpose what for
     * @param allowed time until it is interrupted; not looked at where the purpose has no deadline
     * @throws StoreFaultException if none is free or can be opened, or if the pool is retired
     */
    Connection borrow(Purpose purpose, Duration allowed) {
        enter();
        try {
            Connection connection = connections.borrow(purpose, allowed);
            note(connection, LeasedPool.leaseOf(connection));
            return connection;
        } catch (SQLException e) {
            throw refused(e);
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        if (retired) {
            // Another file took the place just now, so the next attempt finds another pool.
            throw new StoreFaultException(profile, StoreFault.READ_FAILED);
        }
        entering++;
    }

    private synchronized void leave() {
        entering--;
        closeIfUnused();
    }

    private synchronized void note(Connection connection, Lease lease) {
        users.put(connection, lease);
        lease.afterReclaim(() -> strike(connection));
    }

    /** Forgets what {@link #noteSidecars} has noted where no connection has the files open. */
    void forgetSidecars() {
        if (connections.isEmpty()) {
            sidecars = StoreFile.Sidecars.NONE;
        }
    }

    /** Notes what lies beside the store while a connection has it open. */
    void noteSidecars(StoreFile.Sidecars now) {
        sidecars = sidecars.or(now);
    }

    /** Whether what its connections have open is no longer what lies beside the store. */
    boolean isCutOffBy(StoreFile.Sidecars now) {
        return sidecars.replacedBy(now);
    }

    /** The pool as code sees it that goes round the readers. */
    AgroalDataSource dataSource() {
        return connections.dataSource();
    }

    /** The lease of a connection that {@link #borrow} has lent. */
    synchronized Lease leaseOf(Connection connection) {
        return users.get(connection);
    }

    private StoreFaultException refused(SQLException e) {
        if (SqliteFaults.isFromSqlite(e)) {
            return fault(e, false);
        }
        // The pool itself gave up: waiting for a connection to be opened, or for one to come back.
        boolean opening = e.getCause() instanceof TimeoutException;
        return new StoreFaultException(profile, opening ? StoreFault.TIMED_OUT : StoreFault.BUSY, e);
    }

    /** What the store has, as a connection of this pool sees it. */
    StoreSchema schemaOf(Connection connection) throws SQLException {
        return schema.of(connection);
    }

    /**
     * The fault behind an exception on a connection of this pool.
     *
     * @param expired whether the lease had been interrupted at its deadline
     */
    StoreFaultException fault(SQLException e, boolean expired) {
        StoreFault told = SqliteFaults.of(e, expired);
        return new StoreFaultException(
                profile, told == StoreFault.SIDECARS_UNAVAILABLE ? StoreFile.whyNotOpened(file) : told, e);
    }

    /**
     * Ends the snapshot of a connection. Where that cannot be done the connection is closed for good: given back with
     * its snapshot open it would pin the store's log for as long as it is idle.
     */
    void endSnapshot(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                discard(connection);
            }
        }
    }

    static void discard(Connection connection) {
        try {
            connection.unwrap(SQLiteConnection.class).close();
            // The pool drops a connection only when it sees one of its statements fail.
            connection.prepareStatement("SELECT 1").close();
        } catch (SQLException e) {
            LOG.debug("A connection was discarded", e);
        }
    }

    /** Gives a connection back; closing it never fails for the caller. */
    void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection could not be given back in order", e);
        } finally {
            strike(connection);
        }
    }

    private synchronized void strike(Connection connection) {
        users.remove(connection);
        closeIfUnused();
    }

    /** Lets nobody borrow any more, and closes all connections as soon as nobody uses one. */
    synchronized void retire() {
        retired = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (retired && entering == 0 && users.isEmpty()) {
            try {
                connections.close();
            } finally {
                closed = true;
            }
        }
    }

    /**
     * Whether it is retired, and all its connections are closed. Without the lock: a close may hang where the files do.
     */
    boolean isClosed() {
        return closed && connections.isEmpty();
    }

    /** Limits the pool to another size; connections beyond it are closed when they come back. */
    void resize(int maxSize) {
        connections.resize(maxSize);
    }

    /** A URI, because a path may hold characters that the driver or SQLite would take for parameters. */
    static String readOnlyUrl(Path file) {
        StringBuilder url = new StringBuilder("jdbc:sqlite:file:");
        for (byte b : file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "/._-~".indexOf(c) >= 0)) {
                url.append(c);
            } else {
                url.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return url.append("?mode=ro").toString();
    }
}
