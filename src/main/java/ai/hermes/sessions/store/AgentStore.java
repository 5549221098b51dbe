package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseConfig;
import ai.hermes.sessions.lease.Purpose;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The store of one profile: its file, the pool of readers for it, and what is known of its condition.
 *
 * <p>Nothing here opens a connection before somebody reads.
 */
public final class AgentStore {

    /** Nobody's commit keeps a reader for so long from asking whether there was one. */
    private static final Duration LONGEST_TOUCH = Duration.ofSeconds(5);

    private final Profile profile;
    private final Path file;
    private final CurrentPool pool;
    private final ReaderThreads threads;
    private final AtomicReference<StoreCondition> condition = new AtomicReference<>(StoreCondition.UNKNOWN);
    private volatile Optional<Touch> touch = Optional.empty();
    private volatile StoreFootprint footprint = StoreFootprint.NONE;
    private volatile OptionalInt schemaVersion = OptionalInt.empty();
    private final CountDownLatch looked = new CountDownLatch(1);

    AgentStore(Profile profile, Path file, int readers, StoreConfig config, LeaseConfig leases, LeaseBook book) {
        this.profile = profile;
        this.file = file;
        this.pool = new CurrentPool(profile, file, readers, config, book);
        this.threads = new ReaderThreads(profile, config, leases.grace());
        threads.limit(readers);
    }

    /** Whose store it is. */
    public Profile profile() {
        return profile;
    }

    /** What is known of its condition. That nobody could touch it for a while is seen while it lasts. */
    public StoreCondition condition() {
        StoreCondition noted = condition.get();
        return touch.filter(it -> noted.fault().isEmpty() && it.isStuck())
                .map(it -> noted.faulty(StoreFault.HUNG, it.began()))
                .orElse(noted);
    }

    /** Tells that something that takes microseconds is begun on the file; empty that it is over. */
    void touching(Optional<Instant> began) {
        touch = began.map(it -> new Touch(it, System.nanoTime()));
    }

    /**
     * Waits until the store was looked at for the first time after the start.
     *
     * @return whether it was, within that time
     */
    public boolean awaitFirstLook(Duration atMost) {
        try {
            return looked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Grows whenever another file takes the store's place, or those beside it are replaced, so that nothing known of
     * the old one is taken for the new.
     */
    public long generation() {
        return pool.generation();
    }

    /** How large its files were a moment ago. */
    public StoreFootprint footprint() {
        return footprint;
    }

    /** The agent's own number of the schema when it was last read; empty where it was not, or does not tell it. */
    public OptionalInt schemaVersion() {
        return schemaVersion;
    }

    /** Looks how large the files are. In the thread that watches the store, which may hang where the files do. */
    void measure() {
        footprint = StoreFootprint.look(file);
    }

    /** How many wait for a reader now. */
    int waiting() {
        return threads.waiting();
    }

    void note(StoreCondition now) {
        condition.set(now);
        looked.countDown();
    }

    ReaderThreads threads() {
        return threads;
    }

    /**
     * Looks at the file.
     *
     * @return the pool for it
     * @throws StoreFaultException with the fault that can be seen without touching the content
     */
    StorePool look() {
        return pool.look();
    }

    /** Looks which files lie beside it. */
    StoreFile.Sidecars sidecars() {
        return StoreFile.sidecars(file);
    }

    /** Takes a pool out of use whose connections have files open that are not beside the store any more. */
    void replace(StorePool cutOff) {
        pool.replace(cutOff);
    }

    /** Limits how many readers may be open at a time. */
    void limit(int readers) {
        threads.limit(readers);
        pool.limit(readers);
    }

    /**
     * Runs a piece of work in the calling thread, on a borrowed connection, within one snapshot.
     *
     * @param allowed time until the work is interrupted
     * @param borrowed is told of the lease before the work begins
     */
    <T> T work(Purpose purpose, Duration allowed, StoreWork<T> work, Consumer<Lease> borrowed) {
        StorePool from = look();
        Connection connection = from.borrow(purpose, allowed);
        Lease lease = from.leaseOf(connection);
        try {
            borrowed.accept(lease);
            return work(from, connection, work);
        } catch (SQLException e) {
            throw from.fault(e, lease.expired());
        } finally {
            // Only after this nothing interrupts the end of the snapshot any more.
            lease.ending();
            from.endSnapshot(connection);
            from.giveBack(connection);
        }
    }

    private <T> T work(StorePool from, Connection connection, StoreWork<T> work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            StoreSchema schema = from.schemaOf(connection);
            schemaVersion = schema.version();
            if (!schema.has("sessions")) {
                throw new StoreFaultException(profile, StoreFault.UNRECOGNISED);
            }
            return work.on(new StoreConnection(connection, schema));
        }
    }

    void close() {
        pool.close();
        threads.close();
    }

    /** Something that is being done on the file. */
    private record Touch(Instant began, long nanos) {

        boolean isStuck() {
            return System.nanoTime() - nanos > LONGEST_TOUCH.toNanos();
        }
    }
}
