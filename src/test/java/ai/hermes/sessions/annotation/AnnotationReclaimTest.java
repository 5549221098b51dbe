package ai.hermes.sessions.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseReclaimedException;
import ai.hermes.sessions.lease.LeaseState;
import ai.hermes.sessions.lease.LeasedPool;
import ai.hermes.sessions.lease.PoolState;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.Configs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one connection that writes our own database is not for ever with whoever borrowed it. */
@Timeout(120)
class AnnotationReclaimTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(5);
    /** How often the book is looked through decides when a lease is really reclaimed. */
    private static final long SPREAD = Duration.ofMillis(45).toNanos();

    private static final int ROUNDS = 300;

    @TempDir
    Path folder;

    private LeaseBook book;
    private LeasedPool pool;

    @BeforeEach
    void open() throws SQLException {
        book = new LeaseBook(Configs.leases(Map.of("hermes.lease.reclaim-after", "0MS")), List.of());
        pool = AnnotationPool.writing(folder.resolve("annotations.db"), book);
        try (Connection connection = pool.borrow(Purpose.ANNOTATION, LONG);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE kept(id INTEGER PRIMARY KEY)");
        }
    }

    @AfterEach
    void close() {
        pool.close();
        book.close();
    }

    private static void add(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO kept VALUES (?)")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }

    private Set<Integer> kept() throws SQLException {
        Set<Integer> ids = new TreeSet<>();
        try (Connection connection = pool.borrow(Purpose.ANNOTATION, LONG);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM kept")) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }

    @Test
    void aConnectionThatIsBorrowedIsInTheBook() throws SQLException {
        // when
        try (Connection connection = pool.borrow(Purpose.ANNOTATION)) {
            connection.setAutoCommit(false);
            add(connection, 1);
            // then
            assertThat(book.pools()).containsExactly(new PoolState("annotations", 1, 1, 0, 0));
            assertThat(book.live())
                    .singleElement()
                    .returns(Purpose.ANNOTATION, Lease::purpose)
                    .returns(LeaseState.TRANSACTION_OPEN, Lease::state)
                    .returns("INSERT kept", lease -> lease.statement().orElseThrow());
        }
    }

    @Test
    void theTablesAreBroughtUpToDateUnderAPurposeOfTheirOwn() throws SQLException {
        // when
        try (Connection connection = pool.dataSource().getConnection()) {
            // then
            assertThat(LeasedPool.leaseOf(connection).purpose()).isEqualTo(Purpose.MIGRATION);
        }
    }

    @Test
    @SuppressWarnings("resource")
    void aChangeThatDoesNotEndIsUndoneAndTheNextOneIsMade() throws SQLException {
        // given
        Connection leak = pool.borrow(Purpose.ANNOTATION, SHORT);
        leak.setAutoCommit(false);
        add(leak, 1);
        await().until(() -> book.live().isEmpty());

        // when
        try (Connection next = pool.borrow(Purpose.ANNOTATION, LONG)) {
            add(next, 2);
        }

        // then
        assertThatThrownBy(leak::commit).isInstanceOf(LeaseReclaimedException.class);
        assertThat(kept()).containsExactly(2);
    }

    @Test
    void aChangeThatEndsAtTheMomentOfAReclaimIsMadeOrNotAsWasTold() throws SQLException {
        // given
        Set<Integer> committed = new TreeSet<>();

        // when
        for (int i = 0; i < ROUNDS; i++) {
            if (commits(i)) {
                committed.add(i);
            }
        }

        // then
        assertThat(kept()).isEqualTo(committed);
        // Otherwise it has not raced.
        assertThat(committed.size()).isBetween(1, ROUNDS - 1);
    }

    private boolean commits(int id) throws SQLException {
        try (Connection connection = pool.borrow(Purpose.ANNOTATION, SHORT)) {
            try {
                connection.setAutoCommit(false);
                add(connection, id);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SPREAD));
                connection.commit();
                return true;
            } catch (SQLException e) {
                return false;
            }
        }
    }
}
