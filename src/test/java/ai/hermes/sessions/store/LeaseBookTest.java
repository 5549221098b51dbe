package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseState;
import ai.hermes.sessions.lease.Purpose;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the book says of leases that end in order, and of those that do not. */
class LeaseBookTest extends LeakedConnections {

    @Test
    void codeThatGoesRoundTheBookIsInItAsUndeclared() {
        // when
        leakGoingRound();
        // then
        assertThat(book.live()).extracting(Lease::purpose).containsExactly(Purpose.UNDECLARED);
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
}
