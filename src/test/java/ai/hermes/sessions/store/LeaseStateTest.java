package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseState;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a lease says of the connection. Each state is compared with what a checkpoint of the agent finds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class LeaseStateTest {

    private static final String IDS = "SELECT id FROM messages ORDER BY id";

    private AgentProcess agent;
    private LeaseBook book;
    private StorePool pool;
    private Connection connection;
    private Lease lease;

    @BeforeAll
    void startAll(@TempDir Path folder) {
        StorePool.loadDriver();
        agent = AgentProcess.start();
        Path file = folder.resolve("state.db");
        agent.create(file, 31).session("s1");
        agent.query("PRAGMA busy_timeout = 0");
        for (int i = 0; i < 5; i++) {
            agent.message("s1", "user", "hello");
        }
        book = Configs.book();
        pool = new StorePool(Profile.DEFAULT, file, 2, Configs.store(), book);
    }

    @AfterAll
    void endAll() {
        pool.retire();
        book.close();
        agent.close();
    }

    @BeforeEach
    void borrow() {
        connection = pool.borrow(Purpose.LIST, Duration.ofMinutes(1));
        lease = pool.leaseOf(connection);
    }

    @AfterEach
    void giveBack() {
        pool.endSnapshot(connection);
        pool.giveBack(connection);
    }

    static Stream<Arguments> deeds() {
        return Stream.of(
                deed("nothing", LeaseState.IDLE, it -> {}),
                deed("a statement that was only prepared", LeaseState.IDLE, it -> it.prepareStatement(IDS)),
                deed("a cursor on its first row", LeaseState.CURSOR_OPEN, it -> query(it)
                        .next()),
                deed("a prepared cursor before its first row", LeaseState.CURSOR_OPEN, it -> it.prepareStatement(IDS)
                        .executeQuery()),
                deed("rows that were not asked for", LeaseState.CURSOR_OPEN, it -> it.createStatement()
                        .execute(IDS)),
                deed("a cursor that was closed", LeaseState.IDLE, it -> {
                    ResultSet rows = query(it);
                    rows.next();
                    rows.close();
                }),
                deed("a cursor whose statement was closed", LeaseState.IDLE, it -> {
                    try (Statement statement = it.createStatement()) {
                        statement.executeQuery(IDS).next();
                    }
                }),
                deed("a cursor read to its end", LeaseState.IDLE, it -> {
                    ResultSet rows = query(it);
                    while (rows.next()) {
                        rows.getLong(1);
                    }
                }),
                deed("a cursor without rows", LeaseState.IDLE, it -> it.prepareStatement(IDS + " LIMIT 0")
                        .executeQuery()),
                deed("a second run of a prepared statement", LeaseState.CURSOR_OPEN, it -> {
                    PreparedStatement statement = it.prepareStatement(IDS);
                    statement.executeQuery().close();
                    statement.executeQuery();
                }),
                deed("a transaction that read nothing", LeaseState.IDLE, it -> run(it, "BEGIN")),
                deed("a transaction that has read", LeaseState.TRANSACTION_OPEN, it -> {
                    run(it, "BEGIN");
                    query(it).close();
                }),
                deed("a transaction with a cursor", LeaseState.CURSOR_OPEN, it -> {
                    run(it, "BEGIN");
                    query(it).next();
                }),
                deed("a transaction that was rolled back", LeaseState.IDLE, it -> {
                    run(it, "begin deferred");
                    query(it).close();
                    run(it, " rollback;");
                }),
                deed("a transaction that was committed", LeaseState.IDLE, it -> {
                    run(it, "BEGIN TRANSACTION");
                    query(it).close();
                    run(it, "END");
                }),
                deed("a savepoint that has read", LeaseState.TRANSACTION_OPEN, it -> {
                    run(it, "SAVEPOINT here");
                    query(it).close();
                    run(it, "ROLLBACK TO here");
                    query(it).close();
                }),
                deed("a savepoint that was released", LeaseState.IDLE, it -> {
                    run(it, "SAVEPOINT here");
                    query(it).close();
                    run(it, "RELEASE SAVEPOINT here");
                }),
                deed("a transaction of the interface", LeaseState.TRANSACTION_OPEN, it -> {
                    it.setAutoCommit(false);
                    query(it).close();
                }),
                deed("a transaction of the interface that was ended", LeaseState.IDLE, it -> {
                    it.setAutoCommit(false);
                    query(it).close();
                    it.rollback();
                }));
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void theStateIsWhatTheConnectionHolds(Deed deed, LeaseState state) throws SQLException {
        // when
        deed.on(connection);
        LeaseState told = lease.state();
        agent.message("s1", "user", "more");
        boolean pinned =
                !agent.query("PRAGMA wal_checkpoint(TRUNCATE)").get(0).get(0).equals(0L);
        // then
        connection.setAutoCommit(true);
        assertThat(told).isEqualTo(state);
        assertThat(pinned).isEqualTo(state != LeaseState.IDLE);
    }

    @Test
    void theLastStatementIsToldWithoutItsValues() throws SQLException {
        // given
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT role FROM messages WHERE content = 'x'")) {
            statement.executeQuery();
        }
        // when
        run(connection, "SELECT 'FROM secrets', id FROM sessions");
        // then
        assertThat(lease.statement()).contains("SELECT sessions");
    }

    @Test
    void aStatementOfAnotherLeaseIsNotToldAgain() throws SQLException {
        // given
        run(connection, IDS);
        pool.giveBack(connection);
        // when
        borrow();
        // then
        assertThat(List.of(lease.statement().isPresent(), lease.state() == LeaseState.IDLE))
                .containsExactly(false, true);
    }

    private static Arguments deed(String name, LeaseState state, Deed deed) {
        return Arguments.of(Named.of(name, deed), state);
    }

    private static ResultSet query(Connection connection) throws SQLException {
        return connection.createStatement().executeQuery(IDS);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @FunctionalInterface
    private interface Deed {
        void on(Connection connection) throws SQLException;
    }
}
