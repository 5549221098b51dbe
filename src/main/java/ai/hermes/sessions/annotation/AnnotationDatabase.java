package ai.hermes.sessions.annotation;

import ai.hermes.sessions.annotation.AnnotationWriter.Work;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeasedPool;
import ai.hermes.sessions.lease.Purpose;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The connection to our own database. It is made with the first change, not before: to look at sessions leaves no
 * trace. Not safe for use by several threads at a time.
 */
final class AnnotationDatabase implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AnnotationDatabase.class);

    private final AnnotationFile file;
    private final LeaseBook book;
    private Optional<LeasedPool> connections = Optional.empty();
    private Optional<Object> identity = Optional.empty();
    /** The file that was there when it was opened last, whatever came of it. */
    private Optional<Object> tried = Optional.empty();

    private boolean readable;
    /** What the log was told last, so that it is told once of what lasts. */
    private Optional<String> told = Optional.empty();

    private Optional<Seen> seen = Optional.empty();

    AnnotationDatabase(AnnotationFile file, LeaseBook book) {
        this.file = file;
        this.book = book;
    }

    /**
     * Keeps others from writing, and from replacing the file, until it is closed; empty where nothing can be written.
     */
    Optional<AnnotationLock> lock(Duration atMost) {
        if (!file.writable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AnnotationLock.acquire(file, atMost)
                    .orElseThrow(() -> new AnnotationFaultException(AnnotationFault.BUSY)));
        } catch (IOException e) {
            throw new AnnotationFaultException(AnnotationFault.WRITE_FAILED, e);
        }
    }

    /** Whether there is a file. */
    boolean exists() {
        return file.exists();
    }

    /** Whether there surely is none. */
    boolean absent() {
        return file.absent();
    }

    /** What tells the file that is there from others; empty where there is none that can be looked at. */
    Optional<Object> there() {
        return file.identity();
    }

    /** Why it cannot be written, as far as the file system tells; empty where it can, or could be made. */
    Optional<AnnotationFault> unwritable() {
        return file.writable() ? Optional.empty() : Optional.of(file.unwritable());
    }

    /** Whether there is a file that was not there when it was opened last. */
    boolean replaced() {
        Optional<Object> now = file.identity();
        return now.isPresent() && !now.equals(tried);
    }

    /** Whether it is open for changes, and still the file that was opened. */
    boolean ready() {
        return connections.isPresent() && identity.equals(file.identity());
    }

    /**
     * Opens the file that is there, or finds out that it can only be read.
     *
     * @param create whether it is made where there is none
     * @return why nothing can be changed; empty where it can, or could with a file
     */
    Optional<AnnotationFault> open(boolean create) {
        close();
        tried = file.identity();
        try {
            boolean writable = file.writable();
            if (!file.exists() && !(create && writable)) {
                return writable ? Optional.empty() : Optional.of(file.unwritable());
            }
            Optional<AnnotationFault> fault = writable ? openForChanges() : openForReading();
            told = Optional.empty();
            return fault;
        } catch (IOException | SQLException | FlywayException e) {
            tell("The database of pins, titles and projects cannot be opened", e);
            close();
            return Optional.of(AnnotationFault.UNUSABLE);
        }
    }

    /** Tells the log of a failure, unless it was told of the same just before. */
    void tell(String what, Exception e) {
        Optional<String> now = Optional.of(what + e);
        if (now.equals(told)) {
            LOG.debug(what, e);
        } else {
            LOG.error(what, e);
        }
        told = now;
    }

    private Optional<AnnotationFault> openForChanges() throws IOException, SQLException {
        file.make();
        identity = file.identity();
        tried = identity;
        LeasedPool pool = AnnotationPool.writing(file.path(), book);
        connections = Optional.of(pool);
        AnnotationSchema schema = AnnotationSchema.of(pool.dataSource());
        if (schema == AnnotationSchema.NEWER) {
            close();
            return Optional.of(AnnotationFault.NEWER);
        } else if (schema == AnnotationSchema.BEHIND) {
            AnnotationSchema.migrate(pool.dataSource());
        }
        return Optional.empty();
    }

    private Optional<AnnotationFault> openForReading() throws SQLException {
        try (LeasedPool pool = AnnotationPool.reading(file.path(), book)) {
            AnnotationSchema schema = AnnotationSchema.of(pool.dataSource());
            // Tables that cannot be brought up to date cannot be understood.
            readable = schema == AnnotationSchema.CURRENT;
            return Optional.of(schema == AnnotationSchema.NEWER ? AnnotationFault.NEWER : file.unwritable());
        }
    }

    /** Reads it outside of a transaction; empty where there is none that could be read. */
    <T> Optional<T> read(Work<T> work) throws SQLException {
        if (connections.isPresent()) {
            try (Connection connection = connections.get().borrow(Purpose.ANNOTATION)) {
                return Optional.of(work.on(connection));
            }
        } else if (readable) {
            try (LeasedPool pool = AnnotationPool.reading(file.path(), book);
                    Connection connection = pool.borrow(Purpose.ANNOTATION)) {
                return Optional.of(work.on(connection));
            }
        }
        return Optional.empty();
    }

    /**
     * Makes a change, all of it or nothing.
     *
     * @param stale is told within the transaction, before the change, where somebody else could have changed something
     * @throws AnnotationFaultException if it could not be written
     */
    <T> T write(Work<T> work, Stale stale) {
        LeasedPool pool = connections.orElseThrow(() -> new AnnotationFaultException(AnnotationFault.UNUSABLE));
        try (Connection connection = pool.borrow(Purpose.ANNOTATION)) {
            connection.setAutoCommit(false);
            try {
                Optional<Seen> now = Optional.of(Seen.by(connection));
                if (!now.equals(seen)) {
                    stale.on(connection);
                }
                T done = work.on(connection);
                connection.commit();
                seen = now;
                return done;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            // Whatever it was, the next change begins with a fresh connection.
            close();
            throw new AnnotationFaultException(faultOf(e), e);
        }
    }

    static AnnotationFault faultOf(SQLException e) {
        if (e instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            if (code.name().startsWith("SQLITE_BUSY")) {
                return AnnotationFault.BUSY;
            } else if (code.name().startsWith("SQLITE_READONLY")) {
                return AnnotationFault.READ_ONLY;
            }
        }
        return AnnotationFault.WRITE_FAILED;
    }

    @Override
    public void close() {
        connections.ifPresent(LeasedPool::close);
        connections = Optional.empty();
        identity = Optional.empty();
        readable = false;
        seen = Optional.empty();
    }

    /** Is told that somebody else could have changed something. */
    @FunctionalInterface
    interface Stale {

        void on(Connection connection) throws SQLException;
    }

    /**
     * How far the changes of others are known.
     *
     * @param connection whose count it is: those of two connections cannot be compared
     * @param version moves with the commits of others, not with those of this connection
     */
    private record Seen(SQLiteConnection connection, long version) {

        static Seen by(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA data_version")) {
                return new Seen(connection.unwrap(SQLiteConnection.class), row.getLong(1));
            }
        }
    }
}
