package ai.hermes.sessions.annotation;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.store.AgentHome;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one door to our own database. One change is made at a time; each waits for the disk and belongs on a worker
 * thread. What is to be shown is kept in memory by the {@linkplain Part parts}, so that looking costs nothing.
 */
@Singleton
public class AnnotationWriter {

    private static final Logger LOG = Logger.getLogger(AnnotationWriter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int STOPS_LAST = 3_000;

    private final AnnotationDatabase database;
    private final ReentrantLock one = new ReentrantLock(true);
    private final List<Part> parts = new ArrayList<>();
    /** The file that each part was loaded from. */
    private final Map<Part, Object> sources = new IdentityHashMap<>();

    private volatile Optional<AnnotationFault> fault;

    @Inject
    AnnotationWriter(AnnotationConfig config, AgentHome home, LeaseBook book) {
        this(
                AnnotationFile.in(
                        config.dataDir().orElseGet(() -> home.path().resolve(AnnotationConfig.FOLDER)),
                        config.readOnly()),
                book);
    }

    AnnotationWriter(AnnotationFile file, LeaseBook book) {
        this.database = new AnnotationDatabase(file, book);
        this.fault = database.open(false);
        fault.ifPresent(it -> LOG.warnf("%s %s %s", it.message(), it.consequence(), it.remedy()));
    }

    /** Why nothing can be changed, as of the last attempt; empty where it can. Each change tries anew. */
    public Optional<AnnotationFault> fault() {
        return fault;
    }

    /** Loads a part, now and whenever the database is opened again or was changed by somebody else. */
    public void register(Part part) {
        one.lock();
        try {
            parts.add(part);
            load(List.of(part));
        } finally {
            one.unlock();
        }
    }

    /**
     * Makes a change, all of it or nothing.
     *
     * @return what the work returned
     * @throws AnnotationFaultException if it could not be written
     */
    public <T> T write(Work<T> work) {
        return write(work, done -> {});
    }

    /**
     * Makes a change, all of it or nothing, and lets the part that made it take it over.
     *
     * @param work reads and writes within the transaction; whatever it throws undoes it
     * @param committed is given what the work returned, after it was committed and before the next change begins, so
     *     that memory never shows what is not on the disk. Must be quick and must not throw
     * @return what the work returned
     * @throws AnnotationFaultException if it could not be written
     */
    public <T> T write(Work<T> work, Consumer<? super T> committed) {
        acquire();
        try {
            T done = written(PATIENCE, true, work);
            committed.accept(done);
            return done;
        } finally {
            one.unlock();
        }
    }

    private <T> T written(Duration patience, boolean create, Work<T> work) {
        try {
            T done = locked(patience, () -> {
                if (!database.ready()) {
                    if (fault.equals(Optional.of(AnnotationFault.DECLARED_READ_ONLY)) && !database.replaced()) {
                        throw new AnnotationFaultException(AnnotationFault.DECLARED_READ_ONLY);
                    }
                    reopen(create);
                    fault.ifPresent(it -> {
                        throw new AnnotationFaultException(it);
                    });
                }
                return database.write(work, this::load);
            });
            fault = Optional.empty();
            return done;
        } catch (AnnotationFaultException e) {
            fault = Optional.of(e.fault());
            throw e;
        }
    }

    /**
     * Finds out whether a change could be kept, by one that nobody sees: it is on the disk when this returns. Where
     * there is no database yet none is made, and only the folder is looked at.
     *
     * @param patience how long to wait for other processes; a change of our own that is under way is not waited for
     * @return why nothing can be changed; empty where it can
     */
    Optional<AnnotationFault> attempt(Duration patience) {
        if (!one.tryLock()) {
            return fault;
        }
        try {
            Optional<AnnotationFault> unwritable = database.unwritable();
            if (unwritable.isPresent() || !database.exists()) {
                fault = unwritable;
            } else {
                written(patience, false, AnnotationWriter::touch);
            }
        } catch (AnnotationFaultException e) {
            LOG.debug("The database could not be written", e);
        } finally {
            one.unlock();
        }
        return fault;
    }

    /** A number that SQLite keeps for applications, and that this one has no other use for. */
    private static boolean touch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long seconds = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
            return statement.execute("PRAGMA user_version = " + (seconds & Integer.MAX_VALUE));
        }
    }

    /** Whether the file system would let it be written, or made. A look at the folder, and no more. */
    boolean writable() {
        return database.unwritable().isEmpty();
    }

    /**
     * Reads, or copies, the database as it is, outside of a transaction and with no change at the same time.
     *
     * @return what the work returned; empty where there is no database that can be understood
     * @throws AnnotationFaultException if it could not be read
     */
    public <T> Optional<T> read(Work<T> work) {
        acquire();
        try {
            return database.read(work);
        } catch (SQLException e) {
            throw new AnnotationFaultException(AnnotationDatabase.faultOf(e), e);
        } finally {
            one.unlock();
        }
    }

    /** Lets a part change what it shows, with no change of the database at the same time. */
    void alone(Runnable change) {
        acquire();
        try {
            change.run();
        } finally {
            one.unlock();
        }
    }

    /** Reads the database anew if another file has taken its place, such as a backup that was restored. */
    void look() {
        if (!one.tryLock()) {
            return;
        }
        try {
            if (database.replaced()) {
                locked(PATIENCE, () -> {
                    LOG.info("The database of pins, titles and projects was replaced; it is read anew");
                    reopen(false);
                    return fault;
                });
            }
        } finally {
            one.unlock();
        }
    }

    /** Runs something while no other process writes to the database or replaces it. */
    private <T> T locked(Duration patience, Supplier<T> work) {
        Optional<AnnotationLock> lock = database.lock(patience);
        try {
            return work.get();
        } finally {
            lock.ifPresent(AnnotationLock::close);
        }
    }

    private void acquire() {
        boolean acquired = false;
        try {
            acquired = one.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!acquired) {
            throw new AnnotationFaultException(AnnotationFault.BUSY);
        }
    }

    private void reopen(boolean create) {
        fault = database.open(create);
        load(parts);
    }

    private void load(List<Part> some) {
        try {
            boolean loaded = database.read(connection -> {
                        load(some, connection);
                        return true;
                    })
                    .orElse(false);
            if (loaded) {
                database.there().ifPresent(file -> some.forEach(part -> sources.put(part, file)));
            } else {
                some.forEach(this::withoutReading);
            }
        } catch (SQLException e) {
            database.tell("The database of pins, titles and projects cannot be read", e);
            database.close();
            fault = Optional.of(AnnotationFault.UNUSABLE);
            some.forEach(this::withoutReading);
        }
    }

    /** What was read of a file stays while that file is in its place, whether it can be read now or not. */
    private void withoutReading(Part part) {
        Object source = sources.get(part);
        if (database.absent()) {
            sources.remove(part);
            part.empty();
        } else if (source == null
                || database.there().filter(it -> !it.equals(source)).isPresent()) {
            sources.remove(part);
            part.unreadable();
        }
    }

    private void load(Connection connection) throws SQLException {
        load(parts, connection);
    }

    private static void load(List<Part> parts, Connection connection) throws SQLException {
        for (Part part : parts) {
            part.load(connection);
        }
    }

    /** After all others, which may have something left to write. */
    void stop(@Observes @Priority(STOPS_LAST) ShutdownEvent event) {
        one.lock();
        try {
            database.close();
        } finally {
            one.unlock();
        }
    }

    /** Something that is done on the one connection. */
    @FunctionalInterface
    public interface Work<T> {

        /**
         * Does it. The connection is the driver's behind a pool's wrapper; it is the caller's only until this returns,
         * and is neither committed nor closed by it.
         */
        T on(Connection connection) throws SQLException;
    }

    /** Some tables of the database, and what of them is held in memory. */
    public interface Part {

        /** Takes what is in the tables for all that there is. Never called twice at a time. */
        void load(Connection connection) throws SQLException;

        /** There is no database. */
        void empty();

        /** There is one of which nothing was read before, and it cannot be read or understood. */
        default void unreadable() {
            empty();
        }
    }
}
