package ai.hermes.sessions.tracing;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.OtlpReceiverResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More conversations than may be told at once. */
@QuarkusTest
@TestProfile(TraceLimitTest.Few.class)
@WithTestResource(TestHomeResource.class)
@WithTestResource(OtlpReceiverResource.class)
class TraceLimitTest {

    public static final class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hermes.tracing.max-conversations", "2");
        }
    }

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start().create(home.stateDb(), 31);
        for (int i = 0; i < 5; i++) {
            agent.session("s" + i).message("s" + i, "user", "hello");
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("/api/sessions").then().body("sessions", hasSize(5)));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @Test
    void aFileTellsHowManyAreNotInIt() {
        get("/api/traces?q=source:cli").then().statusCode(200).header("X-Hermes-Left-Out", "3");
        get("/api/traces?session_id=s1").then().statusCode(200).header("X-Hermes-Left-Out", "0");
    }

    @Test
    void whoeverPushesIsToldHowManyWereNotSent() {
        given().body("{\"q\": \"source:cli\"}")
                .post("/api/traces/push")
                .then()
                .statusCode(200)
                .body("conversations", equalTo(2))
                .body("left_out", equalTo(3));
    }
}
