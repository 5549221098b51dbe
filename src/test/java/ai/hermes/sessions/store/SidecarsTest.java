package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is noticed of the log and the index beside a store that is watched. */
class SidecarsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final LeaseBook book = Configs.book();
    private final BlockingQueue<Instant> told = new LinkedBlockingQueue<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private AgentProcess agent;
    private Path file;
    private AgentStore store;
    private StoreWatch watch;

    @BeforeEach
    void start() {
        file = folder.resolve("state.db");
        agent = AgentProcess.start();
        store = new AgentStore(Profile.DEFAULT, file, 2, Configs.store(), Configs.leases(Map.of()), book);
        watch = new StoreWatch(store, this::changed, Clock.systemUTC(), Duration.ofMillis(5));
    }

    @AfterEach
    void end() {
        watch.close();
        agent.close();
        book.close();
    }

    private void changed(AgentStore changed, Instant at) {
        if (failing.get()) {
            throw new StoreFaultException(Profile.DEFAULT, StoreFault.READ_FAILED);
        }
        told.add(at);
    }

    private void awaitTold() throws InterruptedException {
        assertThat(told.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Journal.class)
    void anAgentThatComesAndGoesReplacesNothing(Journal journal) throws InterruptedException {
        // given
        agent.create(file, 31, journal).session("s0");
        watch.start();
        awaitTold();
        long generation = store.generation();

        // when
        for (int i = 1; i <= 5; i++) {
            agent.release().open(file).session("s" + i);
            awaitTold();
        }

        // then
        assertThat(store.generation()).isEqualTo(generation);
    }

    @Test
    void othersThatTakeTheirPlaceWhileTheStoreIsIllAreNoticedToo() throws InterruptedException, IOException {
        // given
        agent.create(file, 31).session("s1");
        watch.start();
        awaitTold();
        agent.session("s2");
        awaitTold();
        long generation = store.generation();
        failing.set(true);
        agent.session("s3");
        await().atMost(LONG).until(() -> store.condition().fault().isPresent());

        // when
        agent.run("PRAGMA wal_checkpoint(TRUNCATE)").release();
        Files.delete(folder.resolve("state.db-wal"));
        Files.delete(folder.resolve("state.db-shm"));
        agent.open(file).session("s4");
        failing.set(false);

        // then
        await().atMost(LONG).until(() -> store.generation() == generation + 1);
        await().atMost(LONG).until(() -> store.condition().fault().isEmpty());
    }

    @Test
    void theyAreLookedForBesideWhatALinkLeadsTo() throws IOException {
        // given
        Path link = folder.resolve("link.db");
        Files.createSymbolicLink(link, file);
        agent.create(file, 31);

        // then
        assertThat(StoreFile.sidecars(link)).isEqualTo(StoreFile.sidecars(file)).satisfies(it -> {
            assertThat(it.log()).isPresent();
            assertThat(it.index()).isPresent();
        });
    }

    @Test
    void oneThatIsGoneIsNotReplaced() {
        StoreFile.Sidecars before = new StoreFile.Sidecars(Optional.of("log"), Optional.of("index"));
        assertThat(before.replacedBy(new StoreFile.Sidecars(Optional.empty(), Optional.empty())))
                .isFalse();
        assertThat(before.replacedBy(new StoreFile.Sidecars(Optional.of("log"), Optional.of("other"))))
                .isTrue();
        assertThat(before.replacedBy(new StoreFile.Sidecars(Optional.of("other"), Optional.of("index"))))
                .isTrue();
    }
}
