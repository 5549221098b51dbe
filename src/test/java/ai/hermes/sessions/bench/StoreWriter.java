package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.StoreScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A new store that is filled fast: without indexes, which are made in the end, and without care for what a power cut
 * would leave.
 */
final class StoreWriter implements AutoCloseable {

    private static final int SCHEMA = 31;
    private static final int BATCH = 5_000;

    private final Connection connection;
    private final StorePlan.Weight weight;
    private final List<String> later = new ArrayList<>();
    private final PreparedStatement session;
    private final PreparedStatement message;
    private int batched;

    StoreWriter(Path file, StorePlan.Weight weight) throws SQLException, IOException {
        this.weight = weight;
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        for (String pragma : List.of(
                "journal_mode = OFF",
                "synchronous = OFF",
                "locking_mode = EXCLUSIVE",
                "temp_store = MEMORY",
                "cache_size = -400000")) {
            run("PRAGMA " + pragma);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String script : StoreScripts.of(SCHEMA)) {
            script(StoreScripts.text(script));
        }
        putOff();
        connection.setAutoCommit(false);
        session = connection.prepareStatement("""
                INSERT INTO sessions(id, source, session_key, model, model_config, system_prompt, system_prompt_hash,
                  parent_session_id, started_at, ended_at, end_reason, message_count, tool_call_count, input_tokens,
                  output_tokens, cwd, billing_provider, estimated_cost_usd, title, last_activity_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        message = connection.prepareStatement("""
                INSERT INTO messages(id, session_id, role, content, tool_call_id, tool_calls, tool_name, timestamp,
                  finish_reason, display_identity, display_order)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
    }

    private void script(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(statements);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Takes indexes and triggers away, and notes how they are made again. */
    private void putOff() throws SQLException {
        List<String> drops = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                    SELECT type, name, sql FROM sqlite_master
                    WHERE sql IS NOT NULL AND (type IN ('index', 'trigger') OR type IN ('table', 'view') AND name LIKE '%\\_fts%' ESCAPE '\\')
                    ORDER BY type = 'view'""")) {
            while (rows.next()) {
                String type = rows.getString("type");
                String name = rows.getString("name");
                boolean fullText = name.contains("_fts");
                boolean shadow = fullText
                        && type.equals("table")
                        && !rows.getString("sql").startsWith("CREATE VIRTUAL");
                boolean kept = fullText && weight.fullText() && !type.equals("trigger");
                if (!shadow && !kept) {
                    drops.add("DROP " + type + " " + name);
                    if (!fullText || weight.fullText()) {
                        later.add(rows.getString("sql"));
                    }
                }
            }
        }
        for (String drop : drops) {
            run(drop);
        }
        if (!weight.fullText()) {
            run("DELETE FROM state_meta WHERE key LIKE 'fts%'");
        }
    }

    /** Adds a row; what is null is left empty. */
    void session(Object... values) throws SQLException {
        add(session, values);
    }

    /** Adds a row; what is null is left empty. */
    void message(Object... values) throws SQLException {
        add(message, values);
    }

    private void add(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
        if (++batched % BATCH == 0) {
            connection.commit();
        }
    }

    void prompt(String hash, String prompt) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO system_prompts(hash, prompt) VALUES (?, ?)")) {
            add(statement, hash, prompt);
        }
    }

    /** Makes the indexes, then makes the store what an agent leaves: in WAL mode. */
    @Override
    public void close() throws SQLException {
        session.close();
        message.close();
        connection.commit();
        connection.setAutoCommit(true);
        if (weight.fullText()) {
            run("INSERT INTO messages_fts(messages_fts) VALUES ('rebuild')");
            run("INSERT INTO messages_fts_trigram(messages_fts_trigram) VALUES ('rebuild')");
        }
        for (String sql : later) {
            run(sql);
        }
        run("PRAGMA locking_mode = NORMAL");
        run("PRAGMA journal_mode = DELETE");
        run("PRAGMA journal_mode = WAL");
        connection.close();
    }
}
