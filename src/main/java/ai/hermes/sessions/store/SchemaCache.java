package ai.hermes.sessions.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The schema of one file. Agents add columns to a store while it is open, so it is read again whenever SQLite's own
 * counter of changes to the schema has moved.
 */
final class SchemaCache {

    private final AtomicReference<Cached> cached = new AtomicReference<>(new Cached(-1, StoreSchema.EMPTY));

    /** The schema in the snapshot of a connection. */
    StoreSchema of(Connection connection) throws SQLException {
        long cookie = cookie(connection);
        Cached known = cached.get();
        if (known.cookie != cookie) {
            known = new Cached(cookie, StoreSchema.read(connection));
            cached.set(known);
        }
        return known.schema;
    }

    private static long cookie(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA schema_version")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private record Cached(long cookie, StoreSchema schema) {}
}
