package ai.hermes.sessions.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One store as the agent has it open. Lives in the agent's process only. */
final class WritableStore implements AutoCloseable {

    /**
     * Closing one of them, as a collection of garbage does with what nobody holds, would drop all locks that SQLite has
     * on the file: the next reader would take it for nobody's, cut it, and this process would die of what it has
     * mapped.
     */
    private static final List<FileChannel> KEPT = new ArrayList<>();

    /** Where SQLite has the five locks of WAL readers in the {@code -shm} file. */
    private static final long READ_LOCKS = 123;

    private final Path file;
    private Connection connection;
    private ScheduledExecutorService appender;
    private long appended;
    private FileLock stall;

    WritableStore(Path file) throws SQLException {
        this.file = file;
        this.connection = open(file, "locking_mode=NORMAL");
    }

    private static Connection open(Path file, String parameter) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=5000&" + parameter);
    }

    synchronized void create(int version, Journal journal) throws SQLException, IOException {
        run("PRAGMA journal_mode = " + journal);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String script : StoreScripts.of(version)) {
            script(script);
        }
    }

    synchronized void script(String name) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            // Unlike execute(), this runs all statements of a script.
            statement.executeUpdate(StoreScripts.text(name));
        }
    }

    synchronized void run(String sql, Object... binds) throws SQLException {
        try (PreparedStatement statement = bound(sql, binds)) {
            statement.execute();
        }
    }

    synchronized List<List<Object>> query(String sql, Object... binds) throws SQLException {
        List<List<Object>> result = new ArrayList<>();
        try (PreparedStatement statement = bound(sql, binds);
                ResultSet rows = statement.executeQuery()) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(rows.getObject(i));
                }
                result.add(row);
            }
        }
        return result;
    }

    private PreparedStatement bound(String sql, Object... binds) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < binds.length; i++) {
            statement.setObject(i + 1, binds[i]);
        }
        return statement;
    }

    void session(String id, Map<String, Object> columns) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>(Map.of("source", "cli", "started_at", 1_760_000_000.0));
        row.putAll(columns);
        row.put("id", id);
        insert("sessions", row);
    }

    synchronized long message(String session, String role, String content, Map<String, Object> columns)
            throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>(Map.of("timestamp", 1_760_000_000.0));
        row.putAll(columns);
        row.put("session_id", session);
        row.put("role", role);
        row.put("content", content);
        insert("messages", row);
        long id = ((Number) query("SELECT max(id) FROM messages").get(0).get(0)).longValue();
        run("UPDATE sessions SET message_count = message_count + 1 WHERE id = ?", session);
        return id;
    }

    private synchronized void insert(String table, Map<String, Object> row) throws SQLException {
        List<Object> there = query("SELECT name FROM pragma_table_info(?)", table).stream()
                .map(column -> column.get(0))
                .toList();
        row.keySet().retainAll(there);
        String names = String.join(", ", row.keySet());
        String marks = String.join(", ", row.keySet().stream().map(name -> "?").toList());
        run(
                "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")",
                row.values().toArray());
    }

    synchronized void appendEvery(String session, long millis) {
        appended = 0;
        appender = Executors.newSingleThreadScheduledExecutor();
        appender.scheduleAtFixedRate(() -> append(session), 0, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void append(String session) {
        try {
            message(session, "user", "message " + appended, Map.of());
            appended++;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long stopAppending() {
        appender.shutdown();
        try {
            appender.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return appended;
    }

    synchronized void lock() throws SQLException {
        if (wal()) {
            connection.close();
            connection = open(file, "locking_mode=EXCLUSIVE");
            // Only a write takes the lock.
            run("PRAGMA user_version = 1");
        } else {
            run("BEGIN EXCLUSIVE");
        }
    }

    synchronized void unlock() throws SQLException {
        if (wal()) {
            // A connection that began in exclusive mode has its index in its own memory and cannot leave that mode.
            connection.close();
            connection = open(file, "locking_mode=NORMAL");
        } else {
            run("COMMIT");
        }
    }

    private boolean wal() throws SQLException {
        return query("PRAGMA journal_mode").get(0).get(0).equals("wal");
    }

    synchronized void stallReaders() throws IOException {
        FileChannel index = FileChannel.open(
                file.resolveSibling(file.getFileName() + "-shm"), StandardOpenOption.READ, StandardOpenOption.WRITE);
        KEPT.add(index);
        stall = index.lock(READ_LOCKS, 5, false);
    }

    synchronized void letReadersGo() throws IOException {
        stall.release();
    }

    /** So large that it does not fit into the cache and half of it is written to the file. */
    synchronized void beginLargeTransaction() throws SQLException {
        run("CREATE TABLE IF NOT EXISTS filler(id INTEGER PRIMARY KEY, content TEXT)");
        run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                + " INSERT INTO filler(content) SELECT hex(randomblob(1000)) FROM n");
        run("PRAGMA cache_size = 1");
        run("PRAGMA cache_spill = 1");
        run("BEGIN IMMEDIATE");
        run("UPDATE filler SET content = hex(randomblob(1000))");
    }

    @Override
    public void close() throws SQLException {
        if (appender != null) {
            stopAppending();
        }
        connection.close();
    }
}
