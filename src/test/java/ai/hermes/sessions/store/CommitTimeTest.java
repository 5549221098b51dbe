package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A commit is told with the time at which it was made, however long nobody noticed it. */
class CommitTimeTest {

    /** Much longer than anything else here takes. */
    private static final Duration UNNOTICED = Duration.ofSeconds(2);
    /** The clock of the files moves in steps. */
    private static final Duration STEP = Duration.ofMillis(20);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Journal.class)
    void aCommitIsToldWithItsTime(Journal journal) throws InterruptedException {
        // given
        Path file = folder.resolve("state.db");
        BlockingQueue<Instant> told = new LinkedBlockingQueue<>();
        try (AgentProcess agent = AgentProcess.start();
                LeaseBook book = Configs.book()) {
            agent.create(file, 31, journal).session("s1");
            AgentStore store =
                    new AgentStore(Profile.DEFAULT, file, 2, Configs.store(), Configs.leases(Map.of()), book);
            StoreWatch watch = new StoreWatch(store, (it, at) -> told.add(at), Clock.systemUTC(), UNNOTICED).start();
            try {
                assertThat(told.poll(20, TimeUnit.SECONDS)).isNotNull();

                // when
                Instant before = Instant.now();
                agent.session("s2");
                Instant after = Instant.now();

                // then
                assertThat(told.poll(20, TimeUnit.SECONDS)).isBetween(before.minus(STEP), after.plus(STEP));
            } finally {
                watch.close();
            }
        }
    }
}
