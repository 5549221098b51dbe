package ai.hermes.sessions.store;

import java.sql.SQLException;

/**
 * Something that reads from a store. It may be run more than once when the store is locked for a moment, so it must
 * have no effect but its result.
 *
 * @param <T> what it makes of what it reads
 */
@FunctionalInterface
public interface StoreWork<T> {

    /** Reads and returns; the connection must not be kept. */
    T on(StoreConnection connection) throws SQLException;
}
