package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.Tool;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the packaged service answers while a store is ill. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreFaultsIT {

    private final TestHome home = TestHome.create();
    private ServiceProcess service;

    @BeforeAll
    void start() {
        service = ServiceProcess.in(home).start();
    }

    @AfterAll
    void stop() {
        service.close();
        home.close();
    }

    @AfterEach
    void remove() {
        TestHome.remove(home.stateDb());
        Awaitility.await().until(() -> code(service.get("/api/sessions")), "store_missing"::equals);
    }

    private static String code(HttpResponse<String> answer) {
        return JsonPath.from(answer.body()).getString("code");
    }

    private static Map<String, Integer> statuses(ServiceProcess service) {
        return Map.of(
                "list", service.get("/api/sessions").statusCode(),
                "health", service.get("/health").statusCode(),
                "live", service.get("/q/health/live").statusCode());
    }

    @Test
    void aMissingStoreIsTold() {
        // when
        HttpResponse<String> list = service.get("/api/sessions");
        // then
        assertThat(List.of(list.statusCode(), code(list))).containsExactly(503, "store_missing");
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY, store_empty",
        "GARBAGE, store_not_a_database",
        "TRUNCATED, store_corrupt",
        "CUT_IN_A_PAGE, store_corrupt",
        "DIRECTORY, store_not_a_file",
        "FOREIGN, store_unrecognised",
        "HOT_JOURNAL, store_hot_journal"
    })
    void anIllStoreIsToldWhileTheServiceLives(IllStore ill, String code) {
        // given
        ill.put(home.stateDb());
        // when
        Awaitility.await().until(() -> code(service.get("/api/sessions")), code::equals);
        // then
        assertThat(statuses(service)).isEqualTo(Map.of("list", 503, "health", 200, "live", 200));
    }

    @ParameterizedTest
    @CsvSource({"EMPTY", "GARBAGE", "TRUNCATED", "DIRECTORY", "FOREIGN", "HOT_JOURNAL"})
    void anIllStoreIsNotReady(IllStore ill) {
        // given
        ill.put(home.stateDb());
        // then
        Awaitility.await()
                .until(() -> service.get("/q/health/ready").statusCode() == 503
                        && service.get("/health?deep=1").statusCode() == 503);
    }

    @Test
    void aStoreThatWasLockedFromTheBeginningIsListedWhenItIsUnlocked() {
        // given
        try (TestHome locked = TestHome.create();
                AgentProcess agent = AgentProcess.start()) {
            agent.create(locked.stateDb(), 31, Journal.DELETE).session("s1").message("s1", "user", "hello");
            agent.lockExclusively();
            try (ServiceProcess waiting = ServiceProcess.in(locked).start()) {
                Awaitility.await().until(() -> code(waiting.get("/api/sessions")), "store_locked"::equals);
                // when
                agent.unlock();
                // then
                Awaitility.await().until(() -> waiting.get("/api/sessions").statusCode() == 200);
            }
        }
    }

    @Test
    void theLastGoodListIsShownWithTheFault() {
        // given
        try (TestHome once = TestHome.create();
                AgentProcess agent = AgentProcess.start();
                ServiceProcess remembering = ServiceProcess.in(once).start()) {
            agent.create(once.stateDb(), 31).session("s1").message("s1", "user", "hello");
            Awaitility.await().until(() -> remembering.get("/api/sessions").statusCode() == 200);
            agent.release();
            // The log goes with its file: left behind it could still be read as a whole store.
            TestHome.remove(once.stateDb());
            // when
            IllStore.GARBAGE.put(once.stateDb());
            // then
            Awaitility.await()
                    .until(
                            () -> JsonPath.from(remembering.get("/api/sessions").body())
                                    .getString("fault.code"),
                            "store_not_a_database"::equals);
            assertThat(remembering.get("/api/sessions").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aStoreOfAnotherUserIsUnreadable() throws IOException {
        assertThat(askedByAnotherUser("rw-------")).containsExactly(503, "store_unreadable");
    }

    @Test
    void aStoreWhoseLogCannotBeMadeIsNotReadWithoutIt() throws IOException {
        assertThat(askedByAnotherUser("rw-r--r--")).containsExactly(503, "store_sidecars_unavailable");
    }

    /** Status and code of the list, in a folder that the service's user may not write to. */
    private static List<Object> askedByAnotherUser(String permissions) throws IOException {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "SKIPPED: only root can become another user");
        Tool.SETPRIV.require();
        TestHome foreign = TestHome.create();
        Files.setPosixFilePermissions(foreign.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(foreign.stateDb(), 31).session("s1").message("s1", "user", "private");
            agent.release();
            Files.setPosixFilePermissions(foreign.stateDb(), PosixFilePermissions.fromString(permissions));
            try (ServiceProcess unprivileged =
                    ServiceProcess.in(foreign).asNobody().start()) {
                HttpResponse<String> list = unprivileged.get("/api/sessions");
                return List.of(list.statusCode(), code(list));
            }
        } finally {
            foreign.close();
        }
    }
}
