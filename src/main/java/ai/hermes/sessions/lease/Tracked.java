package ai.hermes.sessions.lease;

import java.sql.SQLException;
import org.sqlite.core.CoreResultSet;
import org.sqlite.jdbc3.JDBC3ResultSet;

/** A statement that knows whether it has rows left. */
interface Tracked {

    /** Whether it runs or has rows left, that is, whether it holds a snapshot. */
    boolean cursorOpen();

    /** Lets whoever uses it from now on be told why that is in vain. */
    void revoke(RevokedPointer pointer);

    /** Whether a result was stepped into and not read to its end: past its last row SQLite lets the snapshot go. */
    static boolean hasRowsLeft(CoreResultSet rows) {
        return rows.isOpen() && !rows.emptyResultSet && !((JDBC3ResultSet) rows).isAfterLast();
    }

    /** What a statement does when it runs. */
    @FunctionalInterface
    interface Run<T> {
        T now() throws SQLException;
    }
}
