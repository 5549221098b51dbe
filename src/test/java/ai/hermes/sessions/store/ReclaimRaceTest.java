package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are given back at the very moment when they are taken back. */
class ReclaimRaceTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 250;
    /** How often the book is looked through decides when a lease is really reclaimed. */
    private static final long SPREAD = Duration.ofMillis(30).toNanos();

    @TempDir
    Path folder;

    private final AtomicInteger works = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final List<Throwable> unexpected = new ArrayList<>();

    @Test
    @Timeout(120)
    void aReturnAtTheMomentOfAReclaimLeavesThePoolWhole() throws Exception {
        // given
        StorePool.loadDriver();
        Path file = folder.resolve("state.db");
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(file, 31).session("s1");
        }
        LeaseBook book = new LeaseBook(Configs.leases(Map.of("hermes.lease.reclaim-after", "0MS")), List.of());
        StorePool pool = new StorePool(Profile.DEFAULT, file, THREADS, Configs.store(), book);
        // when
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> borrowAndReturn(pool));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // then
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(pool.borrow(Purpose.TRANSCRIPT, Duration.ofMinutes(1)));
        }
        for (Connection connection : all) {
            read(connection);
            pool.giveBack(connection);
        }
        pool.retire();
        book.close();
        assertThat(unexpected).isEmpty();
        assertThat(works.get() + late.get()).isEqualTo(THREADS * ROUNDS);
        assertThat(book.live()).isEmpty();
        // Otherwise it has not raced.
        assertThat(late.get()).isPositive();
        assertThat(works.get()).isPositive();
    }

    private void borrowAndReturn(StorePool pool) {
        for (int i = 0; i < ROUNDS; i++) {
            Connection connection = pool.borrow(Purpose.TRANSCRIPT, Duration.ofMillis(5));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SPREAD));
            try {
                read(connection);
                works.incrementAndGet();
            } catch (SQLException e) {
                late.incrementAndGet();
            } catch (RuntimeException e) {
                synchronized (unexpected) {
                    unexpected.add(e);
                }
            } finally {
                pool.giveBack(connection);
            }
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM sessions")) {
            rows.next();
        }
    }
}
