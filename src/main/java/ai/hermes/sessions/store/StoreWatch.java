package ai.hermes.sessions.store;

import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.lease.Purpose;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Watches one store in a thread of its own: whether the file is there, and whether somebody committed to it.
 *
 * <p>{@code PRAGMA data_version} tells of commits by others in some microseconds, if it is asked on the same connection
 * each time. So one connection is kept for it. Between two questions it holds no snapshot and pins nothing.
 */
final class StoreWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StoreWatch.class);
    /** So long the end of a look is waited for at most. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration FILE_CLOCK = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** The listener may take this share of the time, so that a busy writer cannot make us busy as well. */
    private static final int REST_FACTOR = 4;
    /** But where the machine has no time for us, what is new is not left alone for long on top of that. */
    private static final Duration LONGEST_REST = Duration.ofMillis(400);
    /**
     * A lock of a moment is nothing to tell of: faults that pass are told when they have been seen so often in a row.
     */
    private static final int PASSING_FAILURES = 3;

    private final AgentStore store;
    private final StoreListener listener;
    private final Clock clock;
    private final Duration interval;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stop = lock.newCondition();
    private boolean stopped;

    private Optional<Kept> kept = Optional.empty();
    /** When the look before this one began. */
    private Optional<Instant> lookedAt = Optional.empty();
    /** When the first of what is not told yet was committed. */
    private Optional<Instant> committedAt = Optional.empty();

    private boolean told;
    private boolean reported;
    private int failures;

    StoreWatch(AgentStore store, StoreListener listener, Clock clock, Duration interval) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
        this.interval = interval;
        this.thread = new Thread(this::run, "hermes-watch-" + store.profile());
        thread.setDaemon(true);
    }

    StoreWatch start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            Runnable measured = Repeated.of("The files of a store could not be measured", store::measure);
            while (rest(pause)) {
                pause = look();
                measured.run();
            }
        } finally {
            letGo();
            store.close();
        }
    }

    /** Looks once, and says how long to wait before the next look. */
    private Duration look() {
        long began = System.nanoTime();
        try {
            if (committed() || !told) {
                told = false;
                listener.changed(store, committedAt.orElseGet(clock::instant));
                told = true;
                committedAt = Optional.empty();
                store.note(store.condition().changed(clock.instant()));
            } else {
                listener.quiet(store);
                if (store.condition().fault().isPresent()) {
                    store.note(store.condition().recovered(clock.instant()));
                }
            }
            if (reported) {
                LOG.infof("The store of profile %s can be read again", store.profile());
            }
            reported = false;
            failures = 0;
            return longer(interval, rested(Duration.ofNanos(System.nanoTime() - began)));
        } catch (StoreFaultException e) {
            return failed(e);
        } catch (RuntimeException | Error e) {
            // Nothing may end this thread: nobody else would notice what is committed.
            return failed(new StoreFaultException(store.profile(), StoreFault.READ_FAILED, e));
        }
    }

    private static Duration rested(Duration took) {
        Duration rest = took.multipliedBy(REST_FACTOR);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private Duration failed(StoreFaultException e) {
        told = false;
        letGo();
        failures++;
        boolean first = !store.condition().known();
        if (first || !e.fault().passing() || failures >= PASSING_FAILURES) {
            report(e);
        }
        if (e.fault() == StoreFault.MISSING) {
            // It costs next to nothing to look as often as ever.
            return interval;
        }
        Duration pause = interval.multipliedBy(1L << Math.min(failures, 5));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : longer(interval, LONGEST_PAUSE);
    }

    /** One line for each fault, however long it lasts. */
    private void report(StoreFaultException e) {
        boolean known = store.condition().fault().filter(e.fault()::equals).isPresent();
        store.note(store.condition().faulty(e.fault(), clock.instant()));
        reported = true;
        if (!known) {
            LOG.warnf(
                    "The store of profile %s cannot be read (%s): %s %s",
                    store.profile(),
                    e.fault().code(),
                    e.fault().message(),
                    e.fault().remedy());
            LOG.debug("The cause", e);
        }
    }

    /** Whether somebody committed, or another file took the store's place, since the last look. */
    private boolean committed() {
        StorePool pool = store.look();
        try {
            boolean other = kept.filter(it -> it.pool == pool).isEmpty();
            if (other) {
                letGo();
                kept = Optional.of(new Kept(pool));
            }
            Instant now = clock.instant();
            store.touching(Optional.of(now));
            if (pool.isCutOffBy(store.sidecars())) {
                throw cutOff(pool);
            }
            boolean moved = kept.orElseThrow().moved();
            // Not before: from now on the connection has a lock by which nobody removes them who goes by the rules.
            pool.noteSidecars(store.sidecars());
            if (moved && committedAt.isEmpty()) {
                committedAt = Optional.of(other ? now : committed(now));
            }
            lookedAt = Optional.of(now);
            return moved || other;
        } catch (SQLException e) {
            throw pool.fault(e, false);
        } finally {
            store.touching(Optional.empty());
        }
    }

    /**
     * Somebody has removed the log or the index, and somebody else made new ones: nothing that is written to these
     * would ever be seen through a connection that has the old ones open.
     */
    private StoreFaultException cutOff(StorePool pool) {
        LOG.warnf(
                "The files beside the store of profile %s were replaced while it was being read: all connections to it"
                        + " are opened anew",
                store.profile());
        letGo();
        store.replace(pool);
        return new StoreFaultException(store.profile(), StoreFault.REOPENING);
    }

    /**
     * When it was committed what this look has found: since the one before. The clock of the files may be some
     * milliseconds behind.
     */
    private Instant committed(Instant now) {
        store.measure();
        return store.footprint()
                .committed()
                .filter(it -> !it.isAfter(now))
                .filter(it -> lookedAt.filter(before -> it.isAfter(before.minus(FILE_CLOCK)))
                        .isPresent())
                .orElse(now);
    }

    private void letGo() {
        kept.ifPresent(Kept::close);
        kept = Optional.empty();
    }

    private boolean rest(Duration pause) {
        lock.lock();
        try {
            long nanos = pause.toNanos();
            while (!stopped && nanos > 0) {
                nanos = stop.awaitNanos(nanos);
            }
            return !stopped;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Ends the watch, without waiting for that; its connections are closed when the current look is over. */
    void signal() {
        lock.lock();
        try {
            stopped = true;
            stop.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a watch that was told to end has ended, for a while.
     *
     * @param end of that while, by {@link System#nanoTime}
     */
    void await(long end) {
        try {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis > 0) {
                thread.join(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the watch; its connections are closed when the current look is over. */
    @Override
    public void close() {
        signal();
        await(System.nanoTime() + PATIENCE.toNanos());
    }

    /** The connection that is kept. */
    private static final class Kept {
        private final StorePool pool;
        private final Connection connection;
        private long version = -1;

        Kept(StorePool pool) {
            this.pool = pool;
            pool.forgetSidecars();
            this.connection = pool.borrow(Purpose.WATCH, Duration.ZERO);
        }

        boolean moved() throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("PRAGMA data_version");
                    ResultSet rows = statement.executeQuery()) {
                long now = rows.next() ? rows.getLong(1) : 0;
                boolean moved = now != version;
                version = now;
                return moved;
            }
        }

        void close() {
            pool.giveBack(connection);
        }
    }
}
