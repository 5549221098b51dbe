package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseConfig;
import ai.hermes.sessions.lease.LeaseListener;
import ai.hermes.sessions.lease.LeaseReclaimedException;
import ai.hermes.sessions.lease.LeaseState;
import ai.hermes.sessions.lease.PoolState;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What happens to connections that are not given back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ReclaimTest {

    private static final int SIZE = 3;
    private static final Duration ALLOWED = Duration.ofMillis(300);
    private static final Map<String, String> QUICK = Map.of(
            "hermes.lease.warn.transcript", "100MS",
            "hermes.lease.deadline.transcript", "300MS",
            "hermes.lease.warn.undeclared", "100MS",
            "hermes.lease.deadline.undeclared", "300MS",
            "hermes.lease.reclaim-after", "100MS",
            "hermes.lease.stack-sampling", "1");

    @TempDir
    Path folder;

    private final Events events = new Events();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private AgentProcess agent;
    private Path file;
    private LeaseBook book;
    private StorePool pool;

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

    private void open(Map<String, String> more) {
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

    private Connection leak() {
        return pool.borrow(Purpose.TRANSCRIPT, ALLOWED);
    }

    private Connection leakGoingRound() {
        try {
            return pool.dataSource().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ResultSet unfinished(Connection connection) throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("SELECT id FROM messages ORDER BY id");
        rows.next();
        return rows;
    }

    private void awaitReclaimed(int count) {
        await().until(() -> events.count("reclaimed") == count);
    }

    private long descriptors() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(it -> target(it).startsWith(file.toString())).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void aLeakIsToldOnceInterruptedAndReclaimed() {
        // when
        leak();
        awaitReclaimed(1);
        // then
        assertThat(events.all).containsExactly("borrowed", "longHeld", "interrupted", "reclaimed");
    }

    @Test
    void aLeakOfCodeThatGoesRoundTheBookIsTreatedAlike() {
        // when
        leakGoingRound();
        awaitReclaimed(1);
        // then
        assertThat(events.all).containsExactly("borrowed", "longHeld", "interrupted", "reclaimed");
    }

    @Test
    void codeThatGoesRoundTheBookIsInItAsUndeclared() {
        // when
        leakGoingRound();
        // then
        assertThat(book.live()).extracting(Lease::purpose).containsExactly(Purpose.UNDECLARED);
    }

    @Test
    void aPoolIsWholeAfterAllItsConnectionsWereReclaimed() throws SQLException {
        // given
        for (int i = 0; i < SIZE; i++) {
            leak();
        }
        awaitReclaimed(SIZE);
        // when
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            all.add(leak());
        }
        // then
        PoolState state = book.pools().iterator().next();
        all.forEach(pool::giveBack);
        assertThat(state).isEqualTo(new PoolState("store.default", SIZE, SIZE, 0, 0));
    }

    @Test
    void whoeverWaitsForAConnectionGetsThePlaceOfOneThatIsReclaimed() {
        // given
        for (int i = 0; i < SIZE; i++) {
            leak();
        }
        // when
        List<CompletableFuture<Connection>> waiting = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> pool.borrow(Purpose.LIST, Duration.ofMinutes(1)), clients))
                .limit(SIZE)
                .toList();
        // then
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
        waiting.forEach(it -> pool.giveBack(it.join()));
        assertThat(events.count("reclaimed")).isEqualTo(SIZE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theDescriptorsOfAReclaimedConnectionAreClosed() throws SQLException {
        // given
        long before = descriptors();
        unfinished(leak());
        unfinished(leakGoingRound());
        // when
        awaitReclaimed(2);
        // then
        assertThat(before).isZero();
        assertThat(descriptors()).isZero();
    }

    @Test
    void aLateHolderIsToldThatItsConnectionWasReclaimed() {
        // given
        Connection connection = leak();
        awaitReclaimed(1);
        // when
        var use = assertThatThrownBy(() -> connection.prepareStatement("SELECT 1"));
        // then
        use.isInstanceOf(LeaseReclaimedException.class).hasMessageMatching(".*reclaimed after 0\\.\\d s.*TRANSCRIPT.*");
    }

    @Test
    void aLateHolderOfACursorIsToldThatItsConnectionWasReclaimed() throws SQLException {
        // given
        ResultSet rows = unfinished(leak());
        awaitReclaimed(1);
        // when
        var use = assertThatThrownBy(rows::next);
        // then
        use.isInstanceOf(LeaseReclaimedException.class);
    }

    @Test
    void aHolderThatClosesLateDoesNoHarm() throws SQLException {
        // given
        Connection connection = leak();
        unfinished(connection);
        awaitReclaimed(1);
        Connection next = leak();
        // when
        pool.giveBack(connection);
        // then
        Connection another = leak();
        int used = book.pools().iterator().next().used();
        boolean works = unfinished(next).getRow() == 1 && unfinished(another).getRow() == 1;
        pool.giveBack(next);
        pool.giveBack(another);
        assertThat(works).isTrue();
        assertThat(used).isEqualTo(2);
    }

    @Test
    void aRetiredPoolClosesThoughALeakerNeverGaveBack() {
        // given
        leak();
        // when
        pool.retire();
        awaitReclaimed(1);
        // then
        await().until(() -> book.pools().isEmpty());
    }

    @Test
    void anUnfinishedCursorPinsTheLogOnlyUntilItIsReclaimed() throws SQLException {
        // given
        unfinished(leak());
        agent.message("s1", "user", "while it is held");
        boolean held = busy();
        // when
        awaitReclaimed(1);
        // then
        assertThat(held).isTrue();
        assertThat(busy()).isFalse();
    }

    @Test
    void withoutReclaimAnUnfinishedCursorGoesOnPinningTheLog() throws SQLException {
        // given
        end();
        open(Map.of("hermes.lease.reclaim", "false"));
        Connection connection = leak();
        // when
        ResultSet rows = unfinished(connection);
        agent.message("s1", "user", "while it is held");
        await().until(() -> events.count("interrupted") == 1);
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        // then
        boolean busy = busy();
        rows.close();
        pool.giveBack(connection);
        assertThat(busy).isTrue();
    }

    /** Whether a checkpoint that wants the whole log finds somebody in its way. */
    private boolean busy() {
        return !agent.query("PRAGMA wal_checkpoint(TRUNCATE)").get(0).get(0).equals(0L);
    }

    @Test
    void aReadThatKeepsItsConnectionEndsInTime() {
        // given
        LeaseConfig leases = Configs.leases(QUICK);
        AgentStore store = new AgentStore(Profile.DEFAULT, file, SIZE, Configs.store(), leases, book);
        CountDownLatch never = new CountDownLatch(1);
        // when
        StoreFaultException fault =
                catchThrowableOfType(StoreFaultException.class, () -> new StoreReader(leases, ReadTelemetry.none())
                        .read(store, Purpose.TRANSCRIPT, connection -> {
                            connection.list("SELECT id FROM sessions", row -> row.text("id"));
                            awaitQuietly(never);
                            return 0;
                        }));
        // then
        store.close();
        assertThat(fault.fault()).isEqualTo(StoreFault.TIMED_OUT);
        assertThat(events.all).contains("longHeld", "interrupted", "reclaimed");
    }

    @Test
    void readersThatKeepTheirConnectionsAgainstAllInterruptionHoldUpNobody() {
        // given
        LeaseConfig leases = Configs.leases(QUICK);
        AgentStore store = new AgentStore(Profile.DEFAULT, file, SIZE, Configs.store(), leases, book);
        StoreReader reader = new StoreReader(leases, ReadTelemetry.none());
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<Throwable>> stubborn = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> (Throwable) catchThrowableOfType(
                                StoreFaultException.class,
                                () -> reader.read(store, Purpose.TRANSCRIPT, connection -> {
                                    while (goOn.getCount() > 0) {
                                        awaitQuietly(goOn);
                                    }
                                    return 0;
                                }))))
                .limit(SIZE)
                .toList();
        stubborn.forEach(CompletableFuture::join);
        // when
        List<String> ids = reader.read(
                store,
                Purpose.TRANSCRIPT,
                connection -> connection.list("SELECT id FROM sessions", row -> row.text("id")));
        // then
        goOn.countDown();
        store.close();
        assertThat(ids).containsExactly("s1");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // As careless code does.
        }
    }

    @Test
    void aReclaimedLeaseIsRemembered() throws SQLException {
        // given
        unfinished(leak());
        // when
        awaitReclaimed(1);
        // then
        assertThat(book.live()).isEmpty();
        assertThat(book.recent())
                .singleElement()
                .returns(true, Lease::reclaimed)
                .returns(true, Lease::longHeld)
                .returns(LeaseState.CURSOR_OPEN, Lease::state)
                .returns("SELECT messages", lease -> lease.statement().orElseThrow());
    }

    @Test
    void theStackOfTheBorrowerBeginsWithTheBorrower() {
        // when
        leak();
        // then
        StackTraceElement first = book.live().get(0).stack().orElseThrow().get(0);
        assertThat(first.getClassName()).isEqualTo(StorePool.class.getName());
    }

    @Test
    void trafficInOrderIsNeverReclaimed() throws Exception {
        // when
        for (int i = 0; i < 2000; i++) {
            Connection connection = leak();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM messages")) {
                rows.next();
            }
            pool.giveBack(connection);
        }
        // then
        assertThat(events.count("borrowed")).isEqualTo(2000);
        assertThat(events.count("returned")).isEqualTo(2000);
        assertThat(events.count("reclaimed")).isZero();
    }

    /** Counts what is told. */
    private static final class Events implements LeaseListener {
        private final List<String> all = new CopyOnWriteArrayList<>();

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
