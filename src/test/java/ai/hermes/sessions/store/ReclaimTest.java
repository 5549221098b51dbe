package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.lease.LeaseReclaimedException;
import ai.hermes.sessions.lease.PoolState;
import ai.hermes.sessions.lease.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What happens to connections that are not given back. */
class ReclaimTest extends LeakedConnections {

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
}
