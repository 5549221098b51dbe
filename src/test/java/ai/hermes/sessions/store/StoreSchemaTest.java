package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.StoreScripts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreSchemaTest {

    private final LeaseBook book = Configs.book();

    @TempDir
    Path folder;

    private AgentProcess agent;

    @BeforeAll
    void start() {
        StorePool.loadDriver();
        agent = AgentProcess.start();
    }

    @AfterAll
    void end() {
        agent.close();
        book.close();
    }

    private StoreSchema schema(Path store) throws SQLException {
        StorePool pool = new StorePool(Profile.DEFAULT, store, 1, Configs.store(), book);
        Connection connection = pool.borrow(Purpose.LIST, Duration.ofMinutes(1));
        try {
            return pool.schemaOf(connection);
        } finally {
            pool.giveBack(connection);
            pool.retire();
        }
    }

    static List<Integer> versions() {
        return List.copyOf(StoreScripts.versions());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theVersionIsTold(int version) throws SQLException {
        // given
        Path store = folder.resolve("version-" + version);
        agent.create(store, version);
        // when
        StoreSchema schema = schema(store);
        // then
        assertThat(schema.version()).hasValue(version);
    }

    @ParameterizedTest
    @CsvSource({
        "sessions, title, 6",
        "messages, finish_reason, 6",
        "messages, reasoning_content, 11",
        "messages, active, 17",
        "sessions, archived, 17",
        "sessions, display_name, 23",
        "sessions, pinned, 25",
        "messages, display_kind, 25",
        "sessions, hidden, 30",
        "session_turn_leases, expires_at, 30",
        "messages, display_order, 31"
    })
    void columnsAreThereFromTheirVersionOn(String table, String column, int since) throws SQLException {
        for (int version : versions()) {
            // given
            Path store = folder.resolve("columns-" + column + version);
            agent.create(store, version);
            // when
            StoreSchema schema = schema(store);
            // then
            assertThat(schema.has(table, column)).as("in version %d", version).isEqualTo(version >= since);
            agent.release();
        }
    }

    @Test
    void aTableWhoseTokenizerIsAbsentIsNotTouched() throws SQLException {
        // given
        Path store = folder.resolve("tokenizer");
        agent.create(store, 31).addTableWithAbsentTokenizer();
        // when
        StoreSchema schema = schema(store);
        // then
        assertThat(schema.has("sessions", "id")).isTrue();
    }

    @Test
    void aStoreThatDoesNotTellItsVersionHasNone() throws SQLException {
        // given
        Path store = folder.resolve("untold");
        agent.create(store, 31).run("DROP TABLE schema_version");
        // when
        StoreSchema schema = schema(store);
        // then
        assertThat(schema.version()).isEmpty();
    }

    @Test
    void columnsDecideAndNotTheVersion() throws SQLException {
        // given
        Path store = folder.resolve("lower");
        agent.create(store, 31).run("UPDATE schema_version SET version = 12");
        // when
        StoreSchema schema = schema(store);
        // then
        assertThat(schema.has("sessions", "pinned")).isTrue();
    }

    @Test
    void aColumnAddedMeanwhileIsNoticed() throws SQLException {
        // given
        Path store = folder.resolve("added");
        agent.create(store, 6);
        StorePool pool = new StorePool(Profile.DEFAULT, store, 1, Configs.store(), book);
        Connection connection = pool.borrow(Purpose.LIST, Duration.ofMinutes(1));
        boolean before = pool.schemaOf(connection).has("sessions", "pinned");
        // when
        agent.run("ALTER TABLE sessions ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0");
        boolean after = pool.schemaOf(connection).has("sessions", "pinned");
        pool.giveBack(connection);
        pool.retire();
        // then
        assertThat(List.of(before, after)).containsExactly(false, true);
    }

    @Test
    void aQueryIsFittedToWhatIsThere() {
        // given
        StoreSchema schema = new StoreSchema(OptionalInt.empty(), Map.of("sessions", Set.of("title")));
        // when
        String fitted =
                schema.fit("SELECT {sessions.title:NULL}, {sessions.pinned:0}, {messages.active:1} FROM sessions");
        // then
        assertThat(fitted).isEqualTo("SELECT sessions.title, 0, 1 FROM sessions");
    }
}
