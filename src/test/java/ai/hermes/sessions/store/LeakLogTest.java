package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeasedPool;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakLogTest {

    private static final Logger LOG = Logger.getLogger(LeasedPool.class.getName());

    @TempDir
    Path folder;

    private final Lines lines = new Lines();
    private final LeaseBook book = Configs.book();
    private StorePool pool;

    @BeforeEach
    void start() {
        Path store = folder.resolve("state.db");
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(store, 31);
        }
        LOG.addHandler(lines);
        pool = new StorePool(
                Profile.DEFAULT, store, 2, Configs.store(Map.of("hermes.store.leak-timeout", "200MS")), book);
    }

    @AfterEach
    void end() {
        LOG.removeHandler(lines);
        pool.retire();
        book.close();
    }

    @Test
    void whatIsNotGivenBackIsLoggedButNotWhatIsMeantToBeKept() {
        // given
        Connection kept = in("keeper", () -> pool.borrow(Purpose.WATCH, Duration.ZERO));
        Connection forgotten = in("forgetful", () -> pool.borrow(Purpose.LIST, Duration.ofMinutes(1)));

        // when
        await().until(() -> lines.count("forgetful") >= 2);
        pool.giveBack(kept);
        pool.giveBack(forgotten);

        // then
        assertThat(lines.count("keeper")).isZero();
    }

    private static Connection in(String thread, Supplier<Connection> work) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        new Thread(() -> result.complete(work.get()), thread).start();
        return result.join();
    }

    private static final class Lines extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        long count(String thread) {
            return lines.stream().filter(line -> line.contains(thread)).count();
        }

        @Override
        public void publish(LogRecord line) {
            Object[] parameters = line.getParameters() == null ? new Object[0] : line.getParameters();
            lines.add(String.format(line.getMessage(), parameters));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
