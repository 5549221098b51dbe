package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentPoolTest {

    @TempDir
    Path folder;

    private final LeaseBook book = Configs.book();
    private AgentProcess agent;
    private CurrentPool current;

    @BeforeEach
    void start() {
        StorePool.loadDriver();
        Path store = folder.resolve("state.db");
        agent = AgentProcess.start().create(store, 31);
        current = new CurrentPool(Profile.DEFAULT, store, 2, Configs.store(), book);
    }

    @AfterEach
    void end() {
        current.close();
        agent.close();
        book.close();
    }

    @Test
    void aPoolIsReplacedOnlyWhenNobodyReadsFromItAnyMore() {
        // given
        StorePool old = current.look();
        long generation = current.generation();
        Connection reading = old.borrow(Purpose.LIST, Duration.ofMinutes(1));

        // when
        current.replace(old);

        // then
        assertThatThrownBy(current::look).isInstanceOfSatisfying(StoreFaultException.class, it -> assertThat(it.fault())
                .isEqualTo(StoreFault.REOPENING));

        // when
        old.giveBack(reading);

        // then
        assertThat(current.look()).isNotSameAs(old);
        assertThat(current.generation()).isEqualTo(generation + 1);
    }

    @Test
    void aPoolThatIsOutOfUseIsNotReplacedAgain() {
        // given
        StorePool old = current.look();
        current.replace(old);
        StorePool next = current.look();

        // when
        current.replace(old);

        // then
        assertThat(current.look()).isSameAs(next);
    }
}
