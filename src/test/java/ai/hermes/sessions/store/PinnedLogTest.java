package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a cursor that is left open does to the log of an agent that writes 200 rows a second, each in a commit of its
 * own. Time is counted in rows, so that a busy machine makes no difference.
 */
class PinnedLogTest extends LeakedConnections {

    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final long TWO_SECONDS = 400;

    @BeforeEach
    void write() {
        end();
        agent.appendEvery("s1", INTERVAL);
    }

    @AfterEach
    void stopWriting() {
        agent.stopAppending();
    }

    private void openWithDeadlineOfASecond(boolean reclaim) {
        open(Map.of(
                "hermes.lease.reclaim", String.valueOf(reclaim),
                "hermes.lease.warn.undeclared", "500MS",
                "hermes.lease.deadline.undeclared", "1S"));
    }

    private long rows() {
        return (long) agent.query("SELECT max(id) FROM messages").get(0).get(0);
    }

    private void awaitRows(long more) {
        long goal = rows() + more;
        await().atMost(PATIENCE.multipliedBy(3)).until(() -> rows() >= goal);
    }

    private long logSize() {
        try {
            return Files.size(file.resolveSibling(file.getFileName() + "-wal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theLogGrowsNoMoreTwoSecondsAfterTheReclaim() throws SQLException {
        // given
        openWithDeadlineOfASecond(true);
        unfinished(leakGoingRound());
        awaitReclaimed(1);
        // when
        awaitRows(TWO_SECONDS);
        long size = logSize();
        awaitRows(2 * TWO_SECONDS);
        // then
        assertThat(logSize()).isEqualTo(size);
    }

    @Test
    void theNextCheckpointAfterTheReclaimRestartsTheLog() throws SQLException {
        // given
        openWithDeadlineOfASecond(true);
        unfinished(leakGoingRound());
        awaitReclaimed(1);
        // when
        boolean busy =
                !agent.query("PRAGMA wal_checkpoint(RESTART)").get(0).get(0).equals(0L);
        awaitRows(1);
        long frames =
                (long) agent.query("PRAGMA wal_checkpoint(PASSIVE)").get(0).get(1);
        // then
        assertThat(busy).isFalse();
        assertThat(frames).isLessThan(1000);
    }

    @Test
    void theWarningNamesTheCursor() throws SQLException {
        // given
        openWithDeadlineOfASecond(true);
        // when
        unfinished(leakGoingRound());
        // then
        await().atMost(PATIENCE).until(() -> events.count("longHeld") == 1);
        assertThat(book.recent())
                .singleElement()
                .returns(LeaseState.CURSOR_OPEN, Lease::state)
                .returns("SELECT messages", lease -> lease.statement().orElseThrow());
    }

    @Test
    void withoutReclaimTheLogGrowsOn() throws SQLException {
        // given
        openWithDeadlineOfASecond(false);
        unfinished(leakGoingRound());
        await().atMost(PATIENCE).until(() -> events.count("interrupted") == 1);
        // when
        awaitRows(TWO_SECONDS);
        long size = logSize();
        awaitRows(2 * TWO_SECONDS);
        // then
        assertThat(logSize()).isGreaterThan(size);
    }
}
