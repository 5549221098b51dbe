package ai.hermes.sessions.health;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class HealthEndpointsTest {

    private static final String DEEP = "/health?deep=1";

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @Test
    void aStoreThatIsNotThereIsToldButNoReasonToRestart() {
        // when
        awaitReady(503);
        await().untilAsserted(() -> get(DEEP).then().body("checks.state_db.status", equalTo("missing")));

        // then
        assertThat(statuses()).isEqualTo(Map.of("/health", 200, DEEP, 200, "live", 200));
    }

    @Test
    void aStoreThatIsNotThereIsMissing() {
        // when
        awaitReady(503);

        // then
        await().untilAsserted(() -> get(DEEP).then().body("checks.state_db.status", equalTo("missing")));
    }

    enum Ill {
        EMPTY_FILE("store_empty"),
        GARBAGE("store_not_a_database"),
        CUT_OFF("store_corrupt"),
        DIRECTORY("store_not_a_file"),
        WITHOUT_TABLES("store_unrecognised"),
        LOCKED("store_locked"),
        HUNG("store_hung");

        private final String code;

        Ill(String code) {
            this.code = code;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIllStoreIsNotReadyAndDegradesDeepHealthOnly(Ill ill) throws IOException {
        // given
        healthy();
        make(ill);

        // when
        awaitNotReady(ill);

        // then
        assertThat(statuses()).isEqualTo(Map.of("/health", 200, DEEP, 503, "live", 200));
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_FILE", "GARBAGE", "DIRECTORY"})
    void aStoreThatIsMendedIsReadyByItself(Ill ill) throws IOException {
        // given
        make(ill);
        awaitNotReady(ill);

        // when
        if (ill == Ill.DIRECTORY) {
            Files.delete(home.stateDb());
        }
        healthy();

        // then
        awaitReady(200);
    }

    @Test
    void aStoreThatIsUnlockedIsReadyByItself() throws IOException {
        // given
        healthy();
        make(Ill.LOCKED);
        awaitNotReady(Ill.LOCKED);

        // when
        agent.unlock();

        // then
        awaitReady(200);
    }

    @Test
    void whatIsWrongIsToldWithItsConsequenceAndRemedy() throws IOException {
        // given
        make(Ill.GARBAGE);
        awaitNotReady(Ill.GARBAGE);

        // then
        get(DEEP)
                .then()
                .body("status", equalTo("degraded"))
                .body("checks.state_db.error", equalTo("store_not_a_database"))
                .body("checks.stores.default.code", equalTo("store_not_a_database"))
                .body("checks.stores.default.level", equalTo("fail"))
                .body("checks.stores.default.age_seconds", notNullValue())
                .body("checks.stores.default.consequence", notNullValue())
                .body("checks.stores.default.remedy", notNullValue());
    }

    @Test
    void readinessTellsConsequenceAndRemedy() throws IOException {
        // given
        make(Ill.GARBAGE);
        awaitNotReady(Ill.GARBAGE);

        // then
        get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'store' }.data.code", equalTo("store_not_a_database"))
                .body("checks.find { it.name == 'store' }.data.consequence", notNullValue())
                .body("checks.find { it.name == 'store' }.data.remedy", notNullValue());
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_FILE", "GARBAGE", "DIRECTORY"})
    void noAnswerNamesAPath(Ill ill) throws IOException {
        // given
        make(ill);
        awaitNotReady(ill);

        // then
        for (String path : List.of("/health", DEEP, "/q/health")) {
            assertThat(get(path).asString())
                    .doesNotContain(home.path().getFileName().toString())
                    .doesNotContain(System.getProperty("user.home"));
        }
    }

    @Test
    void anIllSecondProfileOnlyWarns() throws IOException {
        // given
        healthy();
        awaitReady(200);

        // when
        Files.writeString(home.stateDb("work"), "this is no database ".repeat(100));
        await().untilAsserted(() -> get(DEEP)
                .then()
                .body("checks.stores.work.status", equalTo("warn"))
                .body("checks.stores.work.code", equalTo("store_not_a_database")));

        // then
        get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'stores of all profiles' }.data.level", equalTo("warn"));
        get(DEEP).then().statusCode(200).body("status", equalTo("ok"));
    }

    @Test
    void aProfileThatIsGoneIsNotToldOfAnyMore() throws IOException {
        // given
        healthy();
        Path work = home.stateDb("work");
        Files.createFile(work);
        await().untilAsserted(() -> get(DEEP).then().body("checks.stores.work", notNullValue()));

        // when
        Files.delete(work);

        // then
        await().untilAsserted(() -> get(DEEP).then().body("checks.stores.work", equalTo(null)));
    }

    @Test
    void theServiceHasStartedWhenItKnowsItsStore() {
        // given
        healthy();

        // then
        await().untilAsserted(() -> get("/q/health/started").then().statusCode(200));
    }

    @Test
    void shallowHealthHasTheFieldsThatClientsKnow() {
        // given
        healthy();
        agent.session("s1");
        agent.message("s1", "user", "hello");

        // then
        await().untilAsserted(() -> get("/health")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("sessions", equalTo(1)));
        Map<String, Object> body = get("/health").jsonPath().getMap("");
        assertThat(body)
                .containsOnlyKeys(
                        "status",
                        "sessions",
                        "active_streams",
                        "active_runs",
                        "runs",
                        "last_run_finished_at",
                        "server_started_at",
                        "uptime_seconds",
                        "accept_loop")
                .containsEntry("status", "ok")
                .containsEntry("active_streams", 0)
                .containsEntry("active_runs", 0)
                .containsEntry("runs", List.of())
                .containsEntry("last_run_finished_at", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "YES", "On"})
    void deepHealthHasTheChecksThatClientsKnow(String yes) {
        // given
        healthy();
        awaitReady(200);

        // then
        given().queryParam("deep", yes)
                .get("/health")
                .then()
                .statusCode(200)
                .body("checks.streams_lock.status", equalTo("ok"))
                .body("checks.stream_runtime.streams", equalTo(List.of()))
                .body("checks.sessions.status", equalTo("ok"))
                .body("checks.projects.count", equalTo(0))
                .body("checks.state_db", hasEntry("status", "ok"))
                .body("checks.port.status", equalTo("ok"))
                .body("checks.descriptors.open", greaterThan(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "false", "no", "2", ""})
    void healthIsShallowUnlessDeepIsAskedFor(String no) {
        // then
        given().queryParam("deep", no).get("/health").then().body("checks", equalTo(null));
    }

    @Test
    void requestsAreCounted() {
        // given
        int before = get("/health").path("accept_loop.requests_total");

        // when
        get("/nowhere");

        // then
        get("/health").then().body("accept_loop.requests_total", equalTo(before + 2));
    }

    @Test
    void livenessTellsOfThePortThatIsReallyAsked() {
        // then
        await().untilAsserted(() -> get("/q/health/live")
                .then()
                .statusCode(200)
                .body("checks.name", everyItem(not(equalTo("store"))))
                .body("checks.find { it.name == 'port' }.data.level", equalTo("pass"))
                .body("checks.find { it.name == 'port' }.data.age_seconds", notNullValue()));
    }

    private void healthy() {
        TestHome.remove(home.stateDb());
        agent.create(home.stateDb(), 17);
    }

    private void make(Ill ill) throws IOException {
        Path store = home.stateDb();
        switch (ill) {
            case HUNG -> {
                awaitReady(200);
                agent.stallReaders();
            }
            case LOCKED -> {
                agent.release();
                TestHome.remove(store);
                agent.create(store, 17, Journal.DELETE);
                awaitReady(200);
                agent.lockExclusively();
            }
            case CUT_OFF -> {
                agent.run("PRAGMA wal_checkpoint(TRUNCATE)").release();
                byte[] half = new byte[5000];
                System.arraycopy(Files.readAllBytes(store), 0, half, 0, half.length);
                replace(store, half);
            }
            case WITHOUT_TABLES -> {
                agent.run("DROP TABLE sessions");
            }
            case EMPTY_FILE -> replace(store, new byte[0]);
            case GARBAGE -> replace(store, "this is no database ".repeat(100).getBytes());
            case DIRECTORY -> {
                TestHome.remove(store);
                Files.createDirectory(store);
            }
        }
    }

    private static void replace(Path store, byte[] content) throws IOException {
        TestHome.remove(store);
        Files.write(store, content);
    }

    private static void awaitReady(int status) {
        await().untilAsserted(() -> get("/q/health/ready").then().statusCode(status));
    }

    /** The code as well, because the store of the test before may be what was last looked at. */
    private static void awaitNotReady(Ill ill) {
        await().untilAsserted(() -> get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'store' }.data.code", equalTo(ill.code)));
    }

    private static Map<String, Integer> statuses() {
        return Map.of(
                "/health",
                get("/health").statusCode(),
                DEEP,
                get(DEEP).statusCode(),
                "live",
                get("/q/health/live").statusCode());
    }
}
