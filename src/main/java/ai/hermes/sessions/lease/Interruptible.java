package ai.hermes.sessions.lease;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/** Something whose running work can be stopped from another thread. */
@FunctionalInterface
public interface Interruptible {

    /** Stops the running statement, if there is one. Never blocks, never throws. */
    void interrupt();

    /**
     * The way to stop work on an SQLite connection: {@code sqlite3_interrupt}, which {@code Statement.cancel()} also
     * calls. ({@code Statement.setQueryTimeout} only sets the busy timeout in this driver and stops nothing.)
     *
     * @throws SQLException if the connection is not one of SQLite's
     */
    static Interruptible of(Connection connection) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        return () -> {
            try {
                sqlite.getDatabase().interrupt();
            } catch (SQLException e) {
                // Closed meanwhile: there is nothing left to stop.
            }
        };
    }
}
