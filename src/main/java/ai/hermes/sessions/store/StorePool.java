package ai.hermes.sessions.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.AgroalDataSourceListener;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.sqlite.JDBC;
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
    private final AgroalDataSource connections;
    private final Set<Connection> kept = ConcurrentHashMap.newKeySet();
    private int users;
    private boolean retired;

    StorePool(Profile profile, Path file, int maxSize, StoreConfig config) {
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
                        .connectionValidator(StorePool::isOpen)
                        .validateOnBorrow(true)
                        .exceptionSorter(SqliteFaults::breaksConnection)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(readOnlyUrl(file))
                                .connectionProviderClass(JDBC.class)
                                .initialSql("PRAGMA query_only = 1")
                                .jdbcProperty(
                                        "busy_timeout",
                                        String.valueOf(config.busyTimeout().toMillis()))));
        try {
            connections = AgroalDataSource.from(configuration, new PoolLog(profile, kept));
        } catch (SQLException e) {
            throw new IllegalStateException("the pool for a store could not be made", e);
        }
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
     * @throws StoreFaultException if none is free or can be opened, or if the pool is retired
     */
    Connection borrow() {
        synchronized (this) {
            if (retired) {
                // Another file took the place just now, so the next attempt finds another pool.
                throw new StoreFaultException(profile, StoreFault.READ_FAILED);
            }
            users++;
        }
        try {
            return connections.getConnection();
        } catch (SQLException e) {
            leave();
            throw refused(e);
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
    }

    /** Borrows a connection that is meant to be kept, so that the pool's leak detection has nothing to say about it. */
    Connection borrowToKeep() {
        Connection connection = borrow();
        try {
            kept.add(connection.unwrap(SQLiteConnection.class));
            return connection;
        } catch (SQLException e) {
            giveBack(connection);
            throw fault(e, false);
        }
    }

    private StoreFaultException refused(SQLException e) {
        if (SqliteFaults.isFromSqlite(e)) {
            return fault(e, false);
        }
        // The pool itself gave up: waiting for a connection to be opened, or for one to come back.
        boolean opening = e.getCause() instanceof TimeoutException;
        return new StoreFaultException(profile, opening ? StoreFault.TIMED_OUT : StoreFault.BUSY, e);
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
            leave();
        }
    }

    /** Gives back what {@link #borrowToKeep} lent; one at a time is kept. */
    void giveBackKept(Connection connection) {
        kept.clear();
        giveBack(connection);
    }

    private synchronized void leave() {
        users--;
        closeIfUnused();
    }

    /** Lets nobody borrow any more, and closes all connections as soon as nobody uses one. */
    synchronized void retire() {
        retired = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (retired && users == 0) {
            connections.close();
        }
    }

    /** Limits the pool to another size; connections beyond it are closed when they come back. */
    void resize(int maxSize) {
        var pool = connections.getConfiguration().connectionPoolConfiguration();
        boolean shrinks = maxSize < pool.maxSize();
        pool.setMaxSize(maxSize);
        if (shrinks) {
            connections.flush(FlushMode.IDLE);
        }
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

    /** Puts what the pool's own leak detection finds into the log. */
    private record PoolLog(Profile profile, Set<Connection> kept) implements AgroalDataSourceListener {

        @Override
        public void onConnectionLeak(Connection connection, Thread thread) {
            if (!kept.contains(connection)) {
                LOG.warnf(
                        "A connection to the store of profile %s was not given back by thread %s",
                        profile, thread.getName());
            }
        }

        @Override
        public void onWarning(String message) {
            LOG.warnf("Pool for the store of profile %s: %s", profile, message);
        }

        @Override
        public void onWarning(Throwable cause) {
            LOG.debugf(cause, "Pool for the store of profile %s", profile);
        }
    }
}
