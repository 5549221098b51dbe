package ai.hermes.sessions.annotation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A database in a file that is copied and looked at as a whole, whoever else uses it.
 *
 * @param path the file
 * @param inUse whether others may write to it
 */
record DatabaseFile(Path path, boolean inUse) {

    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final Set<String> TABLES = Set.of("annotation", "project", "flyway_schema_history");

    /** How it is opened. */
    private enum Mode {
        /** Readers see the log beside it, and the last one to go takes the log away. */
        SHARED("?mode=rw"),
        /** The same without leaving anything, where nothing may be written. */
        READ_ONLY("?mode=ro"),
        /** Nobody writes to it, and there is no log. */
        AT_REST("?immutable=1");

        private final String suffix;

        Mode(String suffix) {
            this.suffix = suffix;
        }
    }

    /** One that others may use at the same time. */
    static DatabaseFile inUse(Path path) {
        return new DatabaseFile(path, true);
    }

    /** One that nobody writes to; it is left exactly as it is. */
    static DatabaseFile atRest(Path path) {
        return new DatabaseFile(path, false);
    }

    private SQLiteDataSource open(Mode mode) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + path.toUri() + mode.suffix);
        source.getConfig().setBusyTimeout(Math.toIntExact(BUSY.toMillis()));
        return source;
    }

    private Mode mode() {
        boolean log = Files.exists(path.resolveSibling(path.getFileName() + "-wal"));
        boolean writable =
                Files.isWritable(path) && Files.isWritable(path.toAbsolutePath().getParent());
        return inUse && writable ? Mode.SHARED : log ? Mode.READ_ONLY : Mode.AT_REST;
    }

    /** Copies what is in it at this moment, changes that are made meanwhile left out, into an empty file. */
    void copyInto(Path empty) throws SQLException {
        try (Connection connection = open(mode()).getConnection();
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, empty.toString());
            copy.execute();
        }
    }

    /** Brings all of the log into the file, as far as nobody reads it. */
    void checkpoint() throws SQLException {
        try (Connection connection = open(Mode.SHARED).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /**
     * @throws BackupException if it is not a sound database of ours that this version understands; nobody may write it
     */
    void check() throws BackupException {
        SQLiteDataSource source = open(Mode.AT_REST);
        try (Connection connection = source.getConnection()) {
            if (!ours(connection)) {
                throw new BackupException(BackupFault.FOREIGN);
            } else if (!sound(connection)) {
                throw new BackupException(BackupFault.DAMAGED);
            }
        } catch (SQLException e) {
            throw new BackupException(faultOf(e, BackupFault.DAMAGED), e);
        }
        try {
            if (AnnotationSchema.of(source) == AnnotationSchema.NEWER) {
                throw new BackupException(BackupFault.NEWER);
            }
        } catch (FlywayException e) {
            throw new BackupException(BackupFault.DAMAGED, e);
        }
    }

    private static boolean ours(Connection connection) throws SQLException {
        int found = 0;
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (tables.next()) {
                found += TABLES.contains(tables.getString("name")) ? 1 : 0;
            }
        }
        return found == TABLES.size();
    }

    private static boolean sound(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!result.next() || !"ok".equals(result.getString(1))) {
                return false;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet orphans = statement.executeQuery("PRAGMA foreign_key_check")) {
            return !orphans.next();
        }
    }

    /** What a failure of SQLite means; the given one where it does not tell. */
    static BackupFault faultOf(SQLException e, BackupFault otherwise) {
        if (e instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            if (code.name().startsWith("SQLITE_NOTADB")) {
                return BackupFault.FOREIGN;
            } else if (code.name().startsWith("SQLITE_CORRUPT")) {
                return BackupFault.DAMAGED;
            } else if (code.name().startsWith("SQLITE_BUSY")) {
                return BackupFault.BUSY;
            }
        }
        return otherwise;
    }

    /** Waits until a file, or the names in a folder, are on the disk. */
    static void force(Path path) throws IOException {
        StandardOpenOption option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
