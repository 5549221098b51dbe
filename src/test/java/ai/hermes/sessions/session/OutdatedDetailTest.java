package ai.hermes.sessions.session;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations that were opened before their store could no longer be read. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class OutdatedDetailTest {

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 17, Journal.DELETE);
        for (String id : List.of("opened", "other")) {
            agent.session(id);
            agent.message(id, "user", "hello");
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/api/sessions").then().body("sessions.session_id", hasItem("other")));
        detail("opened").statusCode(200).body("session.fault", nullValue());
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static ValidatableResponse detail(String id) {
        return given().queryParam("session_id", id)
                .queryParam("msg_limit", 30)
                .get("/api/session")
                .then();
    }

    @Test
    void theyAreShownAsTheyWere() {
        // when
        agent.lockExclusively();

        // then
        detail("opened").statusCode(200).body("session.messages.content", equalTo(List.of("hello")));
    }

    @Test
    void theyAreMarkedAsOld() {
        // when
        agent.lockExclusively();

        // then
        detail("opened")
                .header("Hermes-Fault", "store_locked")
                .body("session.fault.code", equalTo("store_locked"))
                .body("session.snapshot_age_seconds", greaterThanOrEqualTo(0f));
    }

    @Test
    void whatWasNotOpenedIsNotMadeUp() {
        // when
        agent.lockExclusively();

        // then
        detail("other").statusCode(503).body("code", equalTo("store_locked"));
    }

    @Test
    void afterwardsTheyAreFreshAgain() {
        // given
        agent.lockExclusively();
        detail("opened").header("Hermes-Fault", "store_locked");

        // when
        agent.unlock();
        agent.message("opened", "assistant", "hi");

        // then
        detail("opened")
                .header("Hermes-Fault", nullValue())
                .body("session.messages.content", equalTo(List.of("hello", "hi")));
    }
}
