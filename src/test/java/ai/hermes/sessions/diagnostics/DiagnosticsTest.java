package ai.hermes.sessions.diagnostics;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreReader;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class DiagnosticsTest {

    private static final String PATH = "/api/diagnostics";
    private static final String HELD = "leases.find { it.purpose == 'transcript' }";

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start().create(home.stateDb(), 31).session("s");
        await().untilAsserted(() -> get(PATH).then().body("stores[0].condition", equalTo("readable")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @Test
    void aLeaseThatIsOutIsListedWithWhatItIsFor() {
        // given
        Keeper.reset();
        CompletableFuture<Integer> request =
                CompletableFuture.supplyAsync(() -> get("/test/keep").statusCode());
        try {
            Keeper.awaitHeld();

            // when
            Map<String, Object> lease = get(PATH).jsonPath().getMap(HELD);

            // then
            assertThat(lease)
                    .containsEntry("pool", "store.default")
                    .containsEntry("route", "/test/keep")
                    .containsEntry("statement", "SELECT sessions")
                    .containsEntry("state", "transaction_open")
                    .containsEntry("ended", false)
                    .hasEntrySatisfying(
                            "trace_id", id -> assertThat((String) id).hasSize(32));
        } finally {
            Keeper.letGo();
            request.join();
        }
    }

    @Test
    void thePoolOfTheStoreIsListed() {
        get(PATH).then().body("pools.find { it.name == 'store.default' }.max", equalTo(5));
    }

    @Test
    void theBudgetIsWhatAllPoolsTogetherMayCost() {
        // when
        JsonPath told = get(PATH).jsonPath();

        // then
        assertThat(told.getInt("descriptors.budget")).isEqualTo(told.getInt("pools.sum { 2 * it.max + 1 }"));
    }

    @Test
    void descriptorsAreToldByKind() {
        get(PATH).then().body("descriptors.by_kind.socket", greaterThan(0)).body("descriptors.limit", greaterThan(0));
    }

    @Test
    void theProcessOfTheAgentIsAmongTheHolders() {
        await().untilAsserted(() -> get(PATH).then().body("holders.processes.pid", hasItem((int)
                agent.handle().pid())));
    }

    @Test
    void aLogThatGrowsIsSeenToGrow() {
        // given
        agent.message("s", "user", "short");
        long before = walSize(get(PATH).jsonPath());

        // when
        agent.message("s", "user", "x".repeat(500_000));

        // then
        await().untilAsserted(() -> assertThat(walSize(get(PATH).jsonPath())).isGreaterThan(before + 400_000));
    }

    @Test
    void theSchemaOfTheStoreIsTold() {
        get(PATH).then().body("stores[0].schema_version", equalTo(31));
    }

    @Test
    void whatRunsIsTold() {
        get(PATH).then().body("build.version", notNullValue()).body("build.sqlite", containsString("3."));
    }

    @Test
    void noPathOfTheMachineIsShown() {
        get(PATH).then().body(not(containsString(home.path().toString())));
    }

    private static long walSize(JsonPath answer) {
        return answer.getLong("stores[0].wal_size_bytes");
    }

    /** Reads, and keeps the connection until it is told otherwise. */
    @Path("/test/keep")
    @Dependent
    @Needs(Role.READ)
    public static class Keeper {

        private static volatile CountDownLatch held = new CountDownLatch(1);
        private static volatile CountDownLatch released = new CountDownLatch(1);

        private final AgentStores stores;
        private final StoreReader reader;

        @Inject
        Keeper(AgentStores stores, StoreReader reader) {
            this.stores = stores;
            this.reader = reader;
        }

        static void reset() {
            held = new CountDownLatch(1);
            released = new CountDownLatch(1);
        }

        static void awaitHeld() {
            await().until(() -> held.getCount() == 0);
        }

        static void letGo() {
            released.countDown();
        }

        /** The sessions, when it lets go. */
        @GET
        public List<String> keep() {
            AgentStore store = stores.of(Profile.DEFAULT).orElseThrow();
            return reader.read(store, Purpose.TRANSCRIPT, connection -> {
                List<String> ids = connection.list("SELECT id FROM sessions", row -> row.text("id"));
                held.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return ids;
            });
        }
    }
}
