package ai.hermes.sessions.annotation;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeasedPool;
import ai.hermes.sessions.lease.Purpose;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
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

    AnnotationDatabase(AnnotationFile file, LeaseBook book) {
        this.file = file;
        this.book = book;
    }

    /** Whether it is open for changes, and still the file that was opened. */
    boolean ready() {
        return connections.isPresent() && identity.equals(file.identity());
    }

    /**
     * Opens the file that is there, or reads it only where it cannot be written.
     *
     * @param create whether it is made where there is none
     */
    Opening open(boolean create) {
        close();
        try {
            boolean writable = file.writable();
            if (!file.exists() && !(create && writable)) {
                return writable
                        ? Opening.of(Annotations.NONE)
                        : Opening.of(Annotations.NONE, AnnotationFault.READ_ONLY);
            }
            return writable ? openForChanges() : readOnly();
        } catch (IOException | SQLException | FlywayException e) {
            LOG.error("The database of pins, titles and projects cannot be opened", e);
            close();
            return Opening.of(Annotations.NONE, AnnotationFault.UNUSABLE);
        }
    }

    private Opening openForChanges() throws IOException, SQLException {
        file.make();
        identity = file.identity();
        LeasedPool pool = AnnotationPool.writing(file.path(), book);
        connections = Optional.of(pool);
        AnnotationSchema schema = AnnotationSchema.of(pool.dataSource());
        if (schema == AnnotationSchema.NEWER) {
            close();
            return Opening.of(Annotations.NONE, AnnotationFault.NEWER);
        } else if (schema == AnnotationSchema.BEHIND) {
            AnnotationSchema.migrate(pool.dataSource());
        }
        return Opening.of(all(pool));
    }

    private Opening readOnly() throws SQLException {
        try (LeasedPool pool = AnnotationPool.reading(file.path(), book)) {
            return switch (AnnotationSchema.of(pool.dataSource())) {
                case NEWER -> Opening.of(Annotations.NONE, AnnotationFault.NEWER);
                // Tables that cannot be brought up to date cannot be understood.
                case BEHIND -> Opening.of(Annotations.NONE, AnnotationFault.READ_ONLY);
                case CURRENT -> Opening.of(all(pool), AnnotationFault.READ_ONLY);
            };
        }
    }

    private static Annotations all(LeasedPool pool) throws SQLException {
        try (Connection connection = pool.borrow(Purpose.ANNOTATION)) {
            return new AnnotationTables(connection).all();
        }
    }

    /**
     * Makes a change, all of it or nothing.
     *
     * @return what there is after it
     * @throws AnnotationFaultException if it could not be written
     */
    Annotations change(Change change) {
        LeasedPool pool = connections.orElseThrow(() -> new AnnotationFaultException(AnnotationFault.UNUSABLE));
        try (Connection connection = pool.borrow(Purpose.ANNOTATION)) {
            connection.setAutoCommit(false);
            try {
                AnnotationTables tables = new AnnotationTables(connection);
                change.on(tables);
                Annotations now = tables.all();
                connection.commit();
                return now;
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

    private static AnnotationFault faultOf(SQLException e) {
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
    }

    /** Something that is changed within one transaction. */
    @FunctionalInterface
    interface Change {

        /** Makes the change; whatever it throws undoes it. */
        void on(AnnotationTables tables) throws SQLException;
    }

    /**
     * What came of opening it.
     *
     * @param annotations what is in it
     * @param fault why nothing can be changed; empty where it can
     */
    record Opening(Annotations annotations, Optional<AnnotationFault> fault) {

        static Opening of(Annotations annotations) {
            return new Opening(annotations, Optional.empty());
        }

        static Opening of(Annotations annotations, AnnotationFault fault) {
            return new Opening(annotations, Optional.of(fault));
        }
    }
}
