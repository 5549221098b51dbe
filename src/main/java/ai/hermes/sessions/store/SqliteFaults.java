package ai.hermes.sessions.store;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the driver's error codes mean for a reader. */
final class SqliteFaults {

    private SqliteFaults() {}

    /**
     * The fault behind an exception of the driver or the pool.
     *
     * @param expired whether the lease had been interrupted at its deadline
     */
    static StoreFault of(SQLException e, boolean expired) {
        SQLiteErrorCode code = code(e);
        return switch (code) {
            case SQLITE_INTERRUPT -> StoreFault.TIMED_OUT;
            case SQLITE_BUSY_RECOVERY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_TIMEOUT, SQLITE_BUSY -> StoreFault.LOCKED;
            case SQLITE_LOCKED, SQLITE_LOCKED_SHAREDCACHE, SQLITE_LOCKED_VTAB, SQLITE_PROTOCOL -> StoreFault.LOCKED;
            case SQLITE_NOTADB -> StoreFault.NOT_A_DATABASE;
            case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE, SQLITE_CORRUPT_VTAB ->
                StoreFault.CORRUPT;
            case SQLITE_IOERR_SHORT_READ -> StoreFault.CORRUPT;
            case SQLITE_READONLY_ROLLBACK -> StoreFault.HOT_JOURNAL;
            case SQLITE_READONLY,
                    SQLITE_READONLY_CANTINIT,
                    SQLITE_READONLY_CANTLOCK,
                    SQLITE_READONLY_DIRECTORY,
                    SQLITE_READONLY_RECOVERY -> StoreFault.SIDECARS_UNAVAILABLE;
            case SQLITE_IOERR_SHMOPEN, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMSIZE -> StoreFault.SIDECARS_UNAVAILABLE;
            case SQLITE_CANTOPEN, SQLITE_CANTOPEN_DIRTYWAL -> StoreFault.SIDECARS_UNAVAILABLE;
            case SQLITE_CANTOPEN_ISDIR -> StoreFault.NOT_A_FILE;
            case SQLITE_PERM, SQLITE_AUTH -> StoreFault.UNREADABLE;
            default -> expired ? StoreFault.TIMED_OUT : StoreFault.READ_FAILED;
        };
    }

    /** Whether SQLite itself or its driver says it, and not the pool. */
    static boolean isFromSqlite(SQLException e) {
        return code(e) != SQLiteErrorCode.UNKNOWN_ERROR;
    }

    /** Whether the connection is of no use any more and must not go back to the pool. */
    static boolean breaksConnection(SQLException e) {
        SQLiteErrorCode code = code(e);
        String name = code.name();
        // Not one of SQLite's own errors: the driver says that the connection, the statement or the cursor is closed.
        return code == SQLiteErrorCode.UNKNOWN_ERROR
                || name.startsWith("SQLITE_CORRUPT")
                || name.startsWith("SQLITE_IOERR")
                || name.startsWith("SQLITE_CANTOPEN")
                || name.startsWith("SQLITE_READONLY")
                || name.equals("SQLITE_NOTADB")
                || name.equals("SQLITE_MISUSE");
    }

    private static SQLiteErrorCode code(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return sqlite.getResultCode();
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
