package ai.hermes.sessions.session;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SmallReadsTest {

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        // A list of the store that was there before has the same sessions.
        await().untilAsserted(() -> get("/api/sessions").then().statusCode(503));
        agent = AgentProcess.start();
        agent.create(home.stateDb("work"), 31).session("theirs");
        agent.message("theirs", "user", "Not for you");
        agent.create(home.stateDb(), 31)
                .session(
                        "spent",
                        Map.of(
                                "title",
                                "Plan the release",
                                "model",
                                "openai/gpt-5",
                                "cwd",
                                "/srv/site",
                                "started_at",
                                1_795_000_000.5,
                                "input_tokens",
                                100,
                                "output_tokens",
                                20,
                                "estimated_cost_usd",
                                0.25));
        agent.message("spent", "user", "Please", Map.of("timestamp", 1_795_000_010.0));
        await().untilAsserted(() -> get("/api/sessions?all_profiles=1")
                .then()
                .statusCode(200)
                .body("sessions.session_id", hasItem("spent"))
                .body("sessions.session_id", hasItem("theirs")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @Test
    void theStatusHasTheFieldsThatClientsKnow() {
        get("/api/session/status?session_id=spent")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(15))
                .body("session_id", equalTo("spent"))
                .body("title", equalTo("Plan the release"))
                .body("model", equalTo("openai/gpt-5"))
                .body("profile", equalTo("default"))
                .body("hermes_home", equalTo(home.path().toString()))
                .body("workspace", equalTo("/srv/site"))
                .body("personality", nullValue())
                .body("message_count", equalTo(1))
                .body("created_at", equalTo(1_795_000_000.5f))
                .body("updated_at", equalTo(1_795_000_010))
                .body("agent_running", equalTo(false))
                .body("$", not(hasKey("active_stream_id")))
                .body("input_tokens", equalTo(100))
                .body("output_tokens", equalTo(20))
                .body("total_tokens", equalTo(120))
                .body("estimated_cost", equalTo(0.25f));
    }

    @Test
    void theStatusTellsThatAnAgentRuns() {
        // given
        agent.run("INSERT INTO session_turn_leases (conversation_id, holder, acquired_at, expires_at)"
                + " VALUES ('spent', 'me', 1, 99999999999)");

        // when, then
        await().untilAsserted(
                        () -> get("/api/session/status?session_id=spent").then().body("agent_running", equalTo(true)));
    }

    @Test
    void theStatusOfAnotherProfileNamesItsFolder() {
        given().cookie("hermes_profile", "work")
                .get("/api/session/status?session_id=theirs")
                .then()
                .statusCode(200)
                .body("hermes_home", equalTo(home.path() + "/profiles/work"));
    }

    @Test
    void theUsageHasTheFieldsThatClientsKnow() {
        get("/api/session/usage?session_id=spent")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(5))
                .body("input_tokens", equalTo(100))
                .body("output_tokens", equalTo(20))
                .body("total_tokens", equalTo(120))
                .body("estimated_cost", equalTo(0.25f))
                .body("model", equalTo("openai/gpt-5"));
    }

    @Test
    void noAgentActsWithoutAskingHere() {
        get("/api/session/yolo?session_id=spent")
                .then()
                .statusCode(200)
                .body("$", equalTo(Map.of("yolo_enabled", false)));
    }

    @Test
    void noCompressionRunsHere() {
        get("/api/session/compress/status?session_id=spent")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(6))
                .body("ok", equalTo(true))
                .body("status", equalTo("idle"))
                .body("session_id", equalTo("spent"))
                .body("focus_topic", nullValue())
                .body("started_at", nullValue())
                .body("updated_at", nullValue());
    }

    @Test
    void noWorkGoesOnInTheBackgroundHere() {
        get("/api/background/status?session_id=spent").then().statusCode(200).body("results", empty());
    }

    @Test
    void thereAreNoPersonalitiesHere() {
        get("/api/personalities").then().statusCode(200).body("personalities", empty());
    }

    @Test
    void nothingIsToBeRecovered() {
        get("/api/session/recovery/audit")
                .then()
                .statusCode(200)
                .body("status", equalTo("ok"))
                .body("summary", equalTo(Map.of("ok", 1, "repairable", 0, "unsafe_to_repair", 0)))
                .body("items", empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/session/status",
                "/api/session/usage?session_id=",
                "/api/session/yolo",
                "/api/session/compress/status",
                "/api/background/status?session_id= "
            })
    void aQuestionAboutNoSessionIsRefused(String path) {
        get(path).then().statusCode(400).body("error", equalTo("Missing session_id"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/session/status, nobody",
        "/api/session/usage, nobody",
        "/api/session/usage, ../../etc/passwd",
        "/api/session/lineage/report, nobody",
        "/api/session/status, theirs",
        "/api/session/usage, theirs",
        "/api/session/yolo, theirs",
        "/api/session/compress/status, theirs",
        "/api/background/status, theirs",
        "/api/session/lineage/report, theirs",
        "/api/projects, theirs"
    })
    void aSessionThatTheProfileHasNotIsNotFound(String path, String id) {
        given().queryParam("session_id", id)
                .get(path)
                .then()
                .statusCode(404)
                .body("error", equalTo("Session not found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin", "archive", "move", "rename", "delete"})
    void aSessionOfAnotherProfileIsNotChanged(String deed) {
        given().body("{\"session_id\": \"theirs\", \"title\": \"Mine\"}")
                .post("/api/session/" + deed)
                .then()
                .statusCode(404)
                .body("error", equalTo("Session not found"));
    }

    @Test
    void aSessionThatIsNamedInTheQueryOfAChangeMustBeTheCallersAsWell() {
        given().body("{\"session_id\": \"spent\"}")
                .post("/api/session/archive?session_id=theirs")
                .then()
                .statusCode(404)
                .body("error", equalTo("Session not found"));
        get("/api/session?session_id=spent").then().body("session.archived", equalTo(false));
    }
}
