package ai.hermes.sessions.store.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevSampleHomeTest {

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void prepare() {
        home = new DevSampleHome(folder.resolve("sample")).prepare(folder);
    }

    @Test
    void theStoreIsWholeAndInWalMode() throws SQLException {
        // when
        List<String> found = query("PRAGMA integrity_check", "PRAGMA foreign_key_check", "PRAGMA journal_mode");

        // then
        assertThat(found).containsExactly("ok", "wal");
    }

    @Test
    void sessionsOfManySourcesAreThere() throws SQLException {
        // when
        List<String> sources = query("SELECT DISTINCT source FROM sessions");

        // then
        assertThat(sources)
                .contains("cli", "tui", "acp", "telegram", "discord", "slack", "whatsapp", "signal", "matrix", "email")
                .contains("cron", "webhook", "api_server", "webui", "subagent", "tool", "kanban", "desktop", "carplay");
    }

    @Test
    void theCountsOfTheSessionsAreThoseOfTheirMessages() throws SQLException {
        // when
        List<String> wrong = query("""
                SELECT id FROM sessions s
                WHERE message_count <> (SELECT count(*) FROM messages WHERE session_id = s.id)""");

        // then
        assertThat(wrong).isEmpty();
    }

    @Test
    void noTimeLiesInTheFutureAndTimesGrowWithTheIds() throws SQLException {
        // when
        List<String> wrong = query("""
                SELECT later.id FROM messages later JOIN messages earlier
                  ON earlier.session_id = later.session_id AND earlier.id < later.id
                WHERE earlier.timestamp > later.timestamp OR later.timestamp > unixepoch() + 1""");

        // then
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsContinuedEndedBeforeItWasContinued() throws SQLException {
        // when
        List<String> wrong = query("""
                SELECT child.id FROM sessions child JOIN sessions parent ON parent.id = child.parent_session_id
                WHERE parent.end_reason = 'compression' AND (
                  parent.ended_at > child.started_at
                  OR (SELECT max(timestamp) FROM messages WHERE session_id = parent.id) > child.started_at)""");

        // then
        assertThat(wrong).isEmpty();
    }

    @Test
    void aHomeThatIsThereIsKept() throws IOException {
        // given
        Object before =
                Files.readAttributes(home.resolve("state.db"), "unix:ino").get("ino");

        // when
        new DevSampleHome(home).prepare(folder);

        // then
        assertThat(Files.readAttributes(home.resolve("state.db"), "unix:ino")).containsEntry("ino", before);
    }

    @Test
    void aDamagedHomeIsMadeAnew() throws IOException, SQLException {
        // given
        Files.writeString(home.resolve("state.db"), "not a store");

        // when
        new DevSampleHome(home).prepare(folder);

        // then
        assertThat(query("SELECT count(*) > 60 FROM sessions")).containsExactly("1");
    }

    private List<String> query(String... sqls) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("state.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : sqls) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
        }
        return values;
    }
}
