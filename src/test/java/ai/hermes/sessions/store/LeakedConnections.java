package ai.hermes.sessions.store;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseListener;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pool whose connections can be leaked, and an agent that writes to the store beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class LeakedConnections {

    static final int SIZE = 3;
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ALLOWED = Duration.ofMillis(300);
    static final Map<String, String> QUICK = Map.of(
            "hermes.lease.warn.transcript", "100MS",
            "hermes.lease.deadline.transcript", "300MS",
            "hermes.lease.warn.undeclared", "100MS",
            "hermes.lease.deadline.undeclared", "300MS",
            "hermes.lease.reclaim-after", "100MS",
            "hermes.lease.stack-sampling", "1");

    @TempDir
    Path folder;

    final Events events = new Events();
    final ExecutorService clients = Executors.newCachedThreadPool();
    AgentProcess agent;
    Path file;
    LeaseBook book;
    StorePool pool;

    @BeforeAll
    void startAgent() {
        StorePool.loadDriver();
        agent = AgentProcess.start();
    }

    @AfterAll
    void endAgent() {
        clients.shutdown();
        agent.close();
    }

    @BeforeEach
    void start(TestInfo test) {
        file = folder.resolve(test.getTestMethod().orElseThrow().getName() + ".db");
        agent.create(file, 31).session("s1");
        // A checkpoint that finds somebody in its way shall say so at once.
        agent.query("PRAGMA busy_timeout = 0");
        agent.message("s1", "user", "one");
        agent.message("s1", "user", "two");
        agent.message("s1", "user", "three");
        open(Map.of());
    }

    final void open(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(QUICK);
        properties.putAll(more);
        book = new LeaseBook(Configs.leases(properties), List.of(events));
        // Longer than any test waits.
        StoreConfig config = Configs.store(Map.of("hermes.store.acquisition-timeout", "1M"));
        pool = new StorePool(Profile.DEFAULT, file, SIZE, config, book);
    }

    @AfterEach
    void end() {
        pool.retire();
        book.close();
        events.all.clear();
    }

    final Connection leak() {
        return pool.borrow(Purpose.TRANSCRIPT, ALLOWED);
    }

    final Connection leakGoingRound() {
        try {
            return pool.dataSource().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static ResultSet unfinished(Connection connection) throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("SELECT id FROM messages ORDER BY id");
        rows.next();
        return rows;
    }

    final void awaitReclaimed(int count) {
        await().atMost(PATIENCE).until(() -> events.count("reclaimed") == count);
    }

    /** Counts what is told. */
    static final class Events implements LeaseListener {
        final List<String> all = new CopyOnWriteArrayList<>();

        long count(String event) {
            return all.stream().filter(event::equals).count();
        }

        @Override
        public void borrowed(Lease lease) {
            all.add("borrowed");
        }

        @Override
        public void returned(Lease lease) {
            all.add("returned");
        }

        @Override
        public void longHeld(Lease lease) {
            all.add("longHeld");
        }

        @Override
        public void interrupted(Lease lease) {
            all.add("interrupted");
        }

        @Override
        public void reclaimed(Lease lease) {
            all.add("reclaimed");
        }
    }
}
