package ai.hermes.sessions.chat;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class AgentCallsTest {

    TestHome home;

    static Stream<List<String>> calls() {
        return AgentCalls.ALL.stream()
                .map(call -> List.of(call.method().name(), call.path().replace("*", "start"), call.template()));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatRunsTheAgentIsRefusedInASentence(List<String> call) {
        given().body("{\"session_id\": \"x\"}")
                .request(call.get(0), call.get(1))
                .then()
                .statusCode(501)
                .contentType("application/json; charset=utf-8")
                .body("code", equalTo("agent_not_run"))
                .body("error", startsWith("This service reads what the agent has written and does not run it, so"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatIsRefusedIsInTheDocument(List<String> call) {
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .body(
                        "paths.'%s'.%s.responses"
                                .formatted(call.get(2), call.get(0).toLowerCase()),
                        hasKey("501"));
    }

    @Test
    void theConnectionOfARefusedRequestCanBeUsedAgain() {
        given().body(new byte[1_000_000]).post("/api/chat/start").then().statusCode(501);
        given().body("{}").post("/api/chat/start").then().statusCode(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/approval/pending", "/api/clarify/pending"})
    void theAgentWaitsForNothing(String path) {
        get(path).then().statusCode(200).body("pending", nullValue()).body("pending_count", equalTo(0));
    }

    @Test
    void foldersAndModelsAreThoseOfTheSessions() {
        // given
        home.clear();
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31);
            session(agent, "s1", 1_760_000_100, "/srv/site", "gpt-5", "openai");
            session(agent, "s2", 1_760_000_200, "/srv/site", "gpt-5", "openai");
            session(agent, "s3", 1_760_000_300, "/home/u/notes", "claude", "anthropic");
            session(agent, "s4", 1_760_000_400, "", "gpt-5-mini", "openai");
            await().untilAsserted(() -> get("/api/sessions").then().body("sessions", hasSize(4)));

            // when, then
            get("/api/workspaces")
                    .then()
                    .statusCode(200)
                    .body("workspaces.path", contains("/home/u/notes", "/srv/site"))
                    .body("workspaces.name", contains("notes", "site"))
                    .body("last", equalTo("/home/u/notes"))
                    .body("terminal_remote_backend", equalTo(false));
            get("/api/models")
                    .then()
                    .statusCode(200)
                    .body("active_provider", equalTo("openai"))
                    .body("default_model", equalTo("gpt-5-mini"))
                    .body("groups.provider", contains("openai", "anthropic"))
                    .body("groups[0].models.id", contains("gpt-5-mini", "gpt-5"));
        }
        home.clear();
    }

    private static void session(AgentProcess agent, String id, double at, String cwd, String model, String provider) {
        agent.session(id, Map.of("cwd", cwd, "model", model, "billing_provider", provider, "started_at", at));
        agent.message(id, "user", "Hello", Map.of("timestamp", at));
    }
}
