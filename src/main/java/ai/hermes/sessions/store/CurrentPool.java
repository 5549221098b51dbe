package ai.hermes.sessions.store;

import ai.hermes.sessions.lease.LeaseBook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The pool for the file that is in a store's place now. A file that took the place of another gets a new pool, and
 * where there is no file there is none. A pool that is out of use closes when its last connection comes back.
 */
final class CurrentPool {

    private final Profile profile;
    private final Path file;
    private final StoreConfig config;
    private final LeaseBook book;
    private final AtomicLong looks = new AtomicLong();

    private Optional<StorePool> pool = Optional.empty();
    /** Those out of use whose last connection has not come back. */
    private final List<Ending> ending = new ArrayList<>();

    private Optional<Object> identity = Optional.empty();
    private long latestLook;
    private int readers;
    private boolean closed;
    private volatile long generation;

    CurrentPool(Profile profile, Path file, int readers, StoreConfig config, LeaseBook book) {
        this.profile = profile;
        this.file = file;
        this.readers = readers;
        this.config = config;
        this.book = book;
    }

    /** Grows whenever another file takes the store's place, or those beside it are replaced. */
    long generation() {
        return generation;
    }

    /**
     * Looks at the file and answers the pool for it, which is opened if need be.
     *
     * @throws StoreFaultException with the fault that can be seen without touching the content
     */
    StorePool look() {
        long look = looks.incrementAndGet();
        // Without the lock: a file system that does not answer must hold up nobody else.
        StoreFile seen = StoreFile.look(file);
        take(look, seen).ifPresent(StorePool::retire);
        if (seen instanceof StoreFile.Faulty faulty) {
            throw new StoreFaultException(profile, faulty.fault());
        }
        return pool().orElseThrow(() -> new StoreFaultException(profile, whyNone()));
    }

    /** Takes in what was seen; answers the pool that is out of use by it. */
    private synchronized Optional<StorePool> take(long look, StoreFile seen) {
        // Looks can overtake each other, and the older one must not bring an old file back.
        if (look < latestLook || closed) {
            return Optional.empty();
        }
        latestLook = look;
        ending.removeIf(it -> it.pool.isClosed());
        Optional<Object> now =
                seen instanceof StoreFile.Present present ? Optional.of(present.identity()) : Optional.empty();
        if (now.equals(identity)) {
            return Optional.empty();
        }
        Optional<Object> openable = now.filter(it -> !isEnding(it));
        // While the old one is in use: where the next cannot be made, the next look tries again.
        Optional<StorePool> next = openable.map(it -> new StorePool(profile, file, connections(), config, book));
        Optional<StorePool> old = outOfUse();
        pool = next;
        identity = openable;
        if (next.isPresent()) {
            generation++;
        }
        return old;
    }

    private synchronized Optional<StorePool> pool() {
        return pool;
    }

    /**
     * Takes a pool out of use whose connections have files open that are no longer those beside the store. The next one
     * opens when all of them are closed.
     */
    void replace(StorePool cutOff) {
        synchronized (this) {
            if (pool.filter(it -> it == cutOff).isPresent()) {
                outOfUse();
            }
        }
        cutOff.retire();
    }

    /** From now on there is no pool; answers the one that there was. */
    private Optional<StorePool> outOfUse() {
        Optional<StorePool> old = pool;
        old.ifPresent(it -> ending.add(new Ending(it, identity.orElseThrow())));
        pool = Optional.empty();
        identity = Optional.empty();
        return old;
    }

    /**
     * Whether a connection of this process to a file may still be open. As long as one is, SQLite gives its index to
     * each new one as well, even if there is another index beside the store by now.
     */
    private boolean isEnding(Object file) {
        return ending.stream().anyMatch(it -> it.identity.equals(file));
    }

    private synchronized StoreFault whyNone() {
        return closed ? StoreFault.MISSING : StoreFault.REOPENING;
    }

    /** Limits how many readers may be open at a time. */
    synchronized void limit(int limit) {
        if (limit != readers) {
            readers = limit;
            pool.ifPresent(it -> it.resize(connections()));
        }
    }

    /** One more than there are readers: the connection that watches for commits. */
    private int connections() {
        return readers + 1;
    }

    /** From now on there is no pool. */
    void close() {
        Optional<StorePool> old;
        synchronized (this) {
            closed = true;
            old = pool;
            pool = Optional.empty();
        }
        old.ifPresent(StorePool::retire);
    }

    /** A pool that is out of use, and the file that it was for. */
    private record Ending(StorePool pool, Object identity) {}
}
