package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConnection;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorePoolTest {

    private static final int SIZE = 2;

    @TempDir
    Path folder;

    private final List<StorePool> pools = new ArrayList<>();
    private final LeaseBook book = Configs.book();
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

    @AfterEach
    void retire() {
        pools.forEach(StorePool::retire);
    }

    private StorePool pool(Path store) {
        StorePool pool = new StorePool(Profile.DEFAULT, store, SIZE, Configs.store(), book);
        pools.add(pool);
        return pool;
    }

    private static Connection borrow(StorePool pool) {
        return pool.borrow(Purpose.LIST, Duration.ofMinutes(1));
    }

    private Path store(String name) {
        Path store = folder.resolve(name);
        agent.create(store, 31);
        return store;
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "what?",
                "50%",
                "#1",
                "a&b=c",
                "?mode=rw",
                "%41",
                "é",
                "日本",
                "it's",
                "a+b",
                ";",
                "?cache=shared"
            })
    void storesInFoldersOfAnyNameAreReadOnly(String name) throws Exception {
        // given
        Path store = Files.createDirectories(folder.resolve(name)).resolve("state.db");
        // Made elsewhere and moved, since the agent's own path has the same problem.
        Path made = folder.resolve("made.db");
        agent.create(made, 6).session("here").release();
        Files.move(made, store);
        StorePool pool = pool(store);
        // when
        Connection connection = borrow(pool);
        String found = value(connection, "SELECT id FROM sessions");
        var write = assertThatThrownBy(() -> value(connection, "DELETE FROM sessions"));
        pool.giveBack(connection);
        // then
        assertThat(found).isEqualTo("here");
        write.hasMessageContaining("SQLITE_READONLY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy_timeout=100", "query_only=1", "mmap_size=0"})
    void connectionsAreSetUp(String setting) throws Exception {
        // given
        StorePool pool = pool(store("settings-" + setting));
        String[] parts = setting.split("=");
        // when
        Connection connection = borrow(pool);
        String value = value(connection, "PRAGMA " + parts[0]);
        pool.giveBack(connection);
        // then
        assertThat(value).isEqualTo(parts[1]);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOperatingSystemLetsNobodyWriteThroughOurDescriptors() throws Exception {
        // given
        Path store = store("descriptors.db");
        StorePool pool = pool(store);
        // when
        Connection connection = borrow(pool);
        value(connection, "SELECT count(*) FROM sessions");
        List<String> modes = accessModes(store);
        pool.giveBack(connection);
        // then
        assertThat(modes).isNotEmpty().containsOnly("read-only");
    }

    /** How this process has a file open; the last two bits of the flags are 0 for read-only. */
    private static List<String> accessModes(Path file) throws IOException {
        List<String> modes = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).equals(file.toRealPath())) {
                    String info = Files.readString(Path.of(
                            "/proc/self/fdinfo", descriptor.getFileName().toString()));
                    int flags = Integer.parseInt(info.replaceAll("(?s).*flags:\\s*([0-7]+).*", "$1"), 8);
                    modes.add((flags & 3) == 0 ? "read-only" : "writable");
                }
            }
        }
        return modes;
    }

    @Test
    void aPoolWithoutFreeConnectionsSaysBusy() {
        // given
        StorePool pool = pool(store("busy.db"));
        List<Connection> all = List.of(borrow(pool), borrow(pool));
        // when
        var borrowing = assertThatThrownBy(() -> borrow(pool));
        // then
        all.forEach(pool::giveBack);
        borrowing.extracting("fault").isEqualTo(StoreFault.BUSY);
    }

    @Test
    void aDiscardedConnectionIsNotHandedOutAgain() throws Exception {
        // given
        StorePool pool = pool(store("discarded.db"));
        Connection connection = borrow(pool);
        SQLiteConnection raw = connection.unwrap(SQLiteConnection.class);
        // when
        StorePool.discard(connection);
        pool.giveBack(connection);
        // then
        Connection one = borrow(pool);
        Connection other = borrow(pool);
        List<SQLiteConnection> handedOut =
                List.of(one.unwrap(SQLiteConnection.class), other.unwrap(SQLiteConnection.class));
        pool.giveBack(one);
        pool.giveBack(other);
        assertThat(handedOut).doesNotContain(raw);
    }

    @Test
    void aPoolIsWholeAfterAllItsConnectionsWereDiscarded() throws Exception {
        // given
        StorePool pool = pool(store("whole.db"));
        for (int i = 0; i < 3 * SIZE; i++) {
            Connection connection = borrow(pool);
            StorePool.discard(connection);
            pool.giveBack(connection);
        }
        // when
        List<Connection> all = List.of(borrow(pool), borrow(pool));
        String value = value(all.get(1), "SELECT count(*) FROM sessions");
        // then
        all.forEach(pool::giveBack);
        assertThat(value).isEqualTo("0");
    }

    @Test
    void aFileThatIsNoDatabaseDoesNotKeepThePoolTrying() throws Exception {
        // given
        StorePool pool = pool(Files.write(folder.resolve("garbage.db"), new byte[] {1, 2, 3}));
        // when
        Connection connection = borrow(pool);
        var reading = assertThatThrownBy(() -> value(connection, "SELECT count(*) FROM sessions"));
        pool.giveBack(connection);
        // then
        reading.hasMessageContaining("SQLITE_NOTADB");
    }

    @Test
    void aConnectionThatDiedInThePoolIsNotHandedOut() throws Exception {
        // given
        StorePool pool = pool(store("died.db"));
        Connection connection = borrow(pool);
        SQLiteConnection raw = connection.unwrap(SQLiteConnection.class);
        pool.giveBack(connection);
        raw.close();
        // when
        Connection next = borrow(pool);
        String value = value(next, "SELECT count(*) FROM sessions");
        pool.giveBack(next);
        // then
        assertThat(value).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(Journal.class)
    void aRetiredPoolClosesItsDescriptorsWhenItsLastConnectionComesBack(Journal journal) throws Exception {
        // given
        Path store = folder.resolve("retired-" + journal + ".db");
        agent.create(store, 31, journal);
        StorePool pool = pool(store);
        Connection connection = borrow(pool);
        // when
        pool.retire();
        String value = value(connection, "SELECT count(*) FROM sessions");
        pool.giveBack(connection);
        // then
        assertThat(value).isEqualTo("0");
        assertThat(accessModes(store)).isEmpty();
    }

    @Test
    void theSnapshotOfAConnectionEndsWithItsUse() throws Exception {
        // given
        StorePool pool = pool(store("snapshot.db"));
        Connection connection = borrow(pool);
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
        }
        value(connection, "SELECT count(*) FROM sessions");
        agent.session("since then");
        // when
        pool.endSnapshot(connection);
        String seen = value(connection, "SELECT id FROM sessions");
        pool.giveBack(connection);
        // then
        assertThat(seen).isEqualTo("since then");
    }
}
