package ai.hermes.sessions.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreHoldersTest {

    private TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home = TestHome.create();
        agent = AgentProcess.start();
    }

    @AfterEach
    void end() {
        agent.close();
        home.close();
    }

    @Test
    void theProcessThatHasTheStoreOpenIsNamed() {
        // given
        agent.create(home.stateDb(), 31).session("s");

        // when
        List<StoreHolder> found = holders();

        // then
        assertThat(found).containsExactly(new StoreHolder(agent.handle().pid(), "java", "default", 1, 1, 1, 0));
    }

    @Test
    void filesThatWereRemovedUnderItAreMarked() {
        // given
        agent.create(home.stateDb(), 31).session("s");
        TestHome.remove(home.stateDb());

        // when
        List<StoreHolder> found = holders();

        // then
        assertThat(found).extracting(StoreHolder::deleted).containsExactly(3);
    }

    @Test
    void aStoreOfAnotherHomeIsNobodysBusiness() {
        // given
        try (TestHome other = TestHome.create()) {
            agent.create(other.stateDb(), 31).session("s");

            // when
            List<StoreHolder> found = holders();

            // then
            assertThat(found).isEmpty();
            agent.release();
        }
    }

    @Test
    void withoutProcNothingIsKnown() {
        // when
        StoreHolders holders = new StoreHolders(new ProcFolder(home.path()), Map::of);

        // then
        assertThat(holders.find()).isEmpty();
    }

    private List<StoreHolder> holders() {
        Map<Profile, Path> stores = Map.of(Profile.DEFAULT, home.stateDb());
        return new StoreHolders(new ProcFolder(), () -> stores)
                .find()
                .orElseThrow()
                .processes();
    }
}
