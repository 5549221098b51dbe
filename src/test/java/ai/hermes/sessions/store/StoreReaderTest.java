package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class StoreReaderTest {

    private static final AtomicInteger PROFILES = new AtomicInteger();
    private static final String FOR_EVER = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS count FROM n
            """;

    @Inject
    AgentStores stores;

    @Inject
    StoreReader reader;

    @Inject
    StoreConfig config;

    @Inject
    LeaseBook book;

    TestHome home;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private AgentProcess agent;
    private Profile profile;

    @BeforeEach
    void start() {
        agent = AgentProcess.start();
        profile = new Profile("reader-" + PROFILES.incrementAndGet());
    }

    @AfterEach
    void end() {
        clients.shutdownNow();
        agent.close();
        TestHome.remove(home.stateDb(profile.name()));
    }

    /** A store of its own for each test, so that none disturbs another. */
    private AgentStore store(Journal journal) {
        agent.create(home.stateDb(profile.name()), 31, journal).session("s1");
        return known(profile);
    }

    private AgentStore known(Profile name) {
        return Awaitility.await()
                .until(() -> stores.of(name), found -> found.isPresent())
                .orElseThrow();
    }

    private List<String> ids(AgentStore store, Purpose purpose) {
        return reader.read(store, purpose, StoreReaderTest::ids);
    }

    private static List<String> ids(StoreConnection connection) throws java.sql.SQLException {
        return connection.list("SELECT id FROM sessions ORDER BY id", row -> row.text("id"));
    }

    private StoreFault fault(AgentStore store, StoreWork<?> work) {
        return catchThrowableOfType(StoreFaultException.class, () -> reader.read(store, Purpose.HEALTH, work))
                .fault();
    }

    @Test
    void aQueryThatOnlyComputesIsStoppedAtItsDeadline() {
        // given
        AgentStore store = store(Journal.WAL);
        // when
        StoreFault fault = fault(store, connection -> connection.list(FOR_EVER, row -> row.number("count")));
        // then
        assertThat(fault).isEqualTo(StoreFault.TIMED_OUT);
    }

    @Test
    void aStoreCanBeReadAfterAllItsReadersWereStopped() {
        // given
        AgentStore store = store(Journal.WAL);
        Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> fault(store, connection -> connection.list(FOR_EVER, row -> row.number("count")))))
                .limit(config.maxReaders())
                .toList()
                .forEach(CompletableFuture::join);
        // when
        List<String> ids = ids(store, Purpose.HEALTH);
        // then
        assertThat(ids).containsExactly("s1");
    }

    @Test
    void aLockThatPassesIsWaitedFor() {
        // given
        AgentStore store = store(Journal.DELETE);
        ids(store, Purpose.LIST);
        agent.lockExclusively();
        CompletableFuture<List<String>> read = CompletableFuture.supplyAsync(() -> ids(store, Purpose.TRANSCRIPT));
        Awaitility.await().until(() -> book.live().stream()
                .anyMatch(lease ->
                        lease.pool().equals("store." + profile.name()) && lease.purpose() == Purpose.TRANSCRIPT));
        // when
        agent.unlock();
        // then
        assertThat(read.join()).containsExactly("s1");
    }

    @Test
    void aLockThatStaysIsTold() {
        // given
        AgentStore store = store(Journal.DELETE);
        agent.lockExclusively();
        // when
        StoreFault fault = fault(store, StoreReaderTest::ids);
        // then
        agent.unlock();
        assertThat(fault).isEqualTo(StoreFault.LOCKED);
    }

    @Test
    void aReadBeyondTheLastReaderIsRefused() {
        // given
        AgentStore store = store(Journal.WAL);
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<?>> others = reading(store, Purpose.LIST, config.maxReaders(), goOn);
        // when
        StoreFault fault = fault(store, StoreReaderTest::ids);
        // then
        goOn.countDown();
        others.forEach(CompletableFuture::join);
        assertThat(fault).isEqualTo(StoreFault.BUSY);
    }

    @Test
    void aSearchBeyondTheLastOneOfItsShareIsRefused() {
        // given
        AgentStore store = store(Journal.WAL);
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<?>> others =
                reading(store, Purpose.SEARCH, config.readersFor().search(), goOn);
        // when
        StoreFault fault = catchThrowableOfType(StoreFaultException.class, () -> ids(store, Purpose.SEARCH))
                .fault();
        // then
        goOn.countDown();
        others.forEach(CompletableFuture::join);
        assertThat(fault).isEqualTo(StoreFault.BUSY);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "HEALTH", "TRANSCRIPT"})
    void searchesThatTakeLongStarveNobodyElse(Purpose purpose) {
        // given
        AgentStore store = store(Journal.WAL);
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<?>> searches =
                reading(store, Purpose.SEARCH, config.readersFor().search(), goOn);
        List<CompletableFuture<?>> waiting = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> ids(store, Purpose.SEARCH), clients))
                .<CompletableFuture<?>>map(it -> it)
                .limit(config.maxReaders())
                .toList();
        // when
        List<String> ids = ids(store, purpose);
        // then
        goOn.countDown();
        searches.forEach(CompletableFuture::join);
        waiting.forEach(it -> it.handle((done, failed) -> true).join());
        assertThat(ids).containsExactly("s1");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "HEALTH"})
    void whatTakesLongOfEveryKindTogetherLeavesAReader(Purpose purpose) {
        // given
        AgentStore store = store(Journal.WAL);
        CountDownLatch goOn = new CountDownLatch(1);
        int searching = config.readersFor().search();
        List<CompletableFuture<?>> searches = reading(store, Purpose.SEARCH, searching, goOn);
        List<CompletableFuture<?>> transcripts =
                reading(store, Purpose.TRANSCRIPT, config.maxReaders() - 1 - searching, goOn);
        // when
        StoreFault more = catchThrowableOfType(
                        StoreFaultException.class, () -> reader.read(store, Purpose.TRANSCRIPT, StoreReaderTest::ids))
                .fault();
        List<String> ids = ids(store, purpose);
        // then
        goOn.countDown();
        searches.forEach(CompletableFuture::join);
        transcripts.forEach(CompletableFuture::join);
        assertThat(more).isEqualTo(StoreFault.BUSY);
        assertThat(ids).containsExactly("s1");
    }

    @Test
    void searchesGiveTheirPlacesBack() {
        // given
        AgentStore store = store(Journal.WAL);
        for (int i = 0; i < config.maxReaders(); i++) {
            CountDownLatch goOn = new CountDownLatch(1);
            List<CompletableFuture<?>> searches =
                    reading(store, Purpose.SEARCH, config.readersFor().search(), goOn);
            goOn.countDown();
            searches.forEach(CompletableFuture::join);
        }
        // when
        List<String> ids = ids(store, Purpose.SEARCH);
        // then
        assertThat(ids).containsExactly("s1");
    }

    /** Reads that are under way until told to go on. */
    private List<CompletableFuture<?>> reading(AgentStore store, Purpose purpose, int many, CountDownLatch goOn) {
        CountDownLatch inUse = new CountDownLatch(many);
        List<CompletableFuture<?>> reads = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> reader.read(store, purpose, connection -> {
                            inUse.countDown();
                            await(goOn);
                            return ids(connection);
                        }),
                        clients))
                .<CompletableFuture<?>>map(it -> it)
                .limit(many)
                .toList();
        await(inUse);
        return reads;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReadThatThrowsLeavesNoSnapshotOpen() {
        // given
        AgentStore store = store(Journal.WAL);
        assertThatThrownBy(() -> reader.read(store, Purpose.LIST, connection -> {
                    ids(connection);
                    throw new IllegalStateException("of the work");
                }))
                .hasMessage("of the work");
        agent.session("s2");
        // when
        List<Object> checkpoint = agent.query("PRAGMA wal_checkpoint(TRUNCATE)").get(0);
        // then
        assertThat(checkpoint).containsExactly(0L, 0L, 0L);
    }

    @Test
    void aReadStoppedAtItsDeadlineLeavesNoSnapshotOpen() {
        // given
        AgentStore store = store(Journal.WAL);
        fault(store, connection -> {
            ids(connection);
            return connection.list(FOR_EVER, row -> row.number("count"));
        });
        agent.session("s2");
        // when
        List<Object> checkpoint = agent.query("PRAGMA wal_checkpoint(TRUNCATE)").get(0);
        // then
        assertThat(checkpoint).containsExactly(0L, 0L, 0L);
    }

    @Test
    void allQueriesOfAReadSeeOneSnapshot() {
        // given
        AgentStore store = store(Journal.WAL);
        // when
        List<List<String>> seen = reader.read(store, Purpose.LIST, connection -> {
            List<String> first = ids(connection);
            agent.session("s2");
            return List.of(first, ids(connection));
        });
        // then
        assertThat(seen).containsExactly(List.of("s1"), List.of("s1"));
    }

    @Test
    void aReadThatDoesNotComeBackIsTold() {
        // given
        AgentStore store = store(Journal.WAL);
        agent.stallReaders();
        // when
        StoreFault fault = fault(store, StoreReaderTest::ids);
        // then
        agent.letReadersGo();
        assertThat(fault).isEqualTo(StoreFault.HUNG);
    }

    @Test
    void aStoreThatHangsHoldsUpNoOther() {
        // given
        AgentStore hanging = store(Journal.WAL);
        Profile other = new Profile("other-" + profile.name());
        agent.create(home.stateDb(other.name()), 31).session("o1");
        AgentStore healthy = known(other);
        agent.open(home.stateDb(profile.name())).stallReaders();
        fault(hanging, StoreReaderTest::ids);
        // when
        List<String> ids = ids(healthy, Purpose.HEALTH);
        // then
        agent.letReadersGo();
        TestHome.remove(home.stateDb(other.name()));
        assertThat(ids).containsExactly("o1");
    }

    @Test
    void aStoreThatHungIsReadAgain() {
        // given
        AgentStore store = store(Journal.WAL);
        agent.stallReaders();
        fault(store, StoreReaderTest::ids);
        // when
        agent.letReadersGo();
        // then
        Awaitility.await()
                .ignoreException(StoreFaultException.class)
                .until(() -> ids(store, Purpose.HEALTH), List.of("s1")::equals);
    }

    @Test
    void aVanishedFileIsMissing() throws Exception {
        // given
        AgentStore store = store(Journal.WAL);
        ids(store, Purpose.LIST);
        // when
        Files.delete(home.stateDb(profile.name()));
        // then
        assertThat(fault(store, StoreReaderTest::ids)).isEqualTo(StoreFault.MISSING);
    }

    @Test
    void aFileThatCameBackIsRead() {
        // given
        AgentStore store = known(Profile.DEFAULT);
        TestHome.remove(home.stateDb());
        StoreFault before = fault(store, StoreReaderTest::ids);
        // when
        agent.create(home.stateDb(), 31).session("back");
        List<String> after = ids(store, Purpose.LIST);
        // then
        agent.release();
        TestHome.remove(home.stateDb());
        assertThat(before).isEqualTo(StoreFault.MISSING);
        assertThat(after).containsExactly("back");
    }

    @Test
    void aReplacedFileIsReadAfresh() throws Exception {
        // given
        AgentStore store = store(Journal.DELETE);
        ids(store, Purpose.LIST);
        agent.release();
        agent.create(home.path().resolve("other.db"), 6, Journal.DELETE)
                .session("of another")
                .release();
        // when
        Files.move(
                home.path().resolve("other.db"),
                home.stateDb(profile.name()),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        List<String> ids = ids(store, Purpose.LIST);
        boolean pinned = reader.read(store, Purpose.LIST, connection -> connection.schema())
                .has("sessions", "pinned");
        // then
        assertThat(ids).containsExactly("of another");
        assertThat(pinned).isFalse();
    }
}
