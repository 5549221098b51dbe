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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The store of one profile: its file, the pool of readers for it, and what is known of its condition.
 *
 * <p>Nothing here opens a connection before somebody reads.
 */
public final class AgentStore {

    private final Profile profile;
    private final Path file;
    private final StoreConfig config;
    private final LeaseBook book;
    private final ReaderThreads threads;
    private final AtomicReference<CachedSchema> schema = new AtomicReference<>();
    private final AtomicReference<StoreCondition> condition = new AtomicReference<>(StoreCondition.UNKNOWN);

    private final CountDownLatch looked = new CountDownLatch(1);

    private StorePool pool;
    private Object identity;
    private long generation;
    private int readers;

    AgentStore(Profile profile, Path file, int readers, StoreConfig config, LeaseConfig leases, LeaseBook book) {
        this.profile = profile;
        this.file = file;
        this.readers = readers;
        this.config = config;
        this.book = book;
        this.threads = new ReaderThreads(profile, config, leases.grace());
        threads.limit(readers);
    }

    /** Whose store it is. */
    public Profile profile() {
        return profile;
    }

    /** What the last look at the store has shown. */
    public StoreCondition condition() {
        return condition.get();
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
     * Grows whenever another file takes the store's place, so that nothing known of the old one is taken for the new.
     */
    public synchronized long generation() {
        return generation;
    }

    void note(StoreCondition now) {
        condition.set(now);
        looked.countDown();
    }

    Path file() {
        return file;
    }

    ReaderThreads threads() {
        return threads;
    }

    /**
     * Looks at the file and opens a pool for it if it is there and none is open; a file that took the place of another
     * gets a new pool, and with no file there is none.
     *
     * @return the fault that can be seen without touching the content
     */
    synchronized Optional<StoreFault> look() {
        StoreFile seen = StoreFile.look(file);
        if (seen instanceof StoreFile.Faulty faulty) {
            retirePool();
            return Optional.of(faulty.fault());
        }
        Object now = ((StoreFile.Present) seen).identity();
        if (!now.equals(identity)) {
            retirePool();
            identity = now;
            generation++;
            // One more than there are readers: the connection that watches for commits.
            pool = new StorePool(profile, file, readers + 1, config);
        }
        return Optional.empty();
    }

    private void retirePool() {
        if (pool != null) {
            pool.retire();
        }
        pool = null;
        identity = null;
        schema.set(null);
    }

    /** The pool for the file as it was last seen; empty where there was none. */
    synchronized Optional<StorePool> pool() {
        return Optional.ofNullable(pool);
    }

    /** Limits how many readers may be open at a time. */
    synchronized void limit(int limit) {
        if (limit != readers) {
            readers = limit;
            threads.limit(limit);
            if (pool != null) {
                pool.resize(limit + 1);
            }
        }
    }

    /**
     * Runs a piece of work in the calling thread, on a borrowed connection, within one snapshot.
     *
     * @param allowed time until the work is interrupted
     */
    <T> T work(Purpose purpose, Duration allowed, StoreWork<T> work) {
        Optional<StoreFault> seen = look();
        if (seen.isPresent()) {
            throw new StoreFaultException(profile, seen.get());
        }
        StorePool from = pool().orElseThrow(() -> new StoreFaultException(profile, StoreFault.MISSING));
        Connection connection;
        try {
            connection = from.borrow();
        } catch (SQLException e) {
            throw new StoreFaultException(profile, SqliteFaults.of(e, false), e);
        }
        try {
            return leased(connection, purpose, allowed, work);
        } finally {
            // Only now, with the lease closed, nothing interrupts the end of the snapshot any more.
            from.endSnapshot(connection);
            from.giveBack(connection);
        }
    }

    private <T> T leased(Connection connection, Purpose purpose, Duration allowed, StoreWork<T> work) {
        try (Lease lease = book.open(profile.name(), purpose, connection, allowed)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN");
                return work.on(new StoreConnection(connection, schemaOf(connection)));
            } catch (SQLException e) {
                throw new StoreFaultException(profile, SqliteFaults.of(e, lease.expired()), e);
            }
        } catch (SQLException e) {
            throw new StoreFaultException(profile, SqliteFaults.of(e, false), e);
        }
    }

    /** Agents add columns to a store while it is open, so the schema is read again whenever SQLite's counter moved. */
    private StoreSchema schemaOf(Connection connection) throws SQLException {
        int cookie;
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("PRAGMA schema_version")) {
            cookie = rows.next() ? rows.getInt(1) : 0;
        }
        CachedSchema known = schema.get();
        if (known == null || known.cookie != cookie) {
            known = new CachedSchema(cookie, StoreSchema.read(connection));
            schema.set(known);
        }
        if (!known.schema.has("sessions")) {
            throw new StoreFaultException(profile, StoreFault.UNRECOGNISED);
        }
        return known.schema;
    }

    synchronized void close() {
        retirePool();
        threads.close();
    }

    private record CachedSchema(int cookie, StoreSchema schema) {}
}
