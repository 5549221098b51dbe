package ai.hermes.sessions;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Calls every operation of the document of the interface, and holds each answer to what the document says of it. */
@QuarkusTest
@WithTestResource(value = TestHomeResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OpenApiAnswersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Other tests bring resources of their own. */
    private static final String OF_TESTS = "/api/leak/.*|/api/echo.*|/test.*";

    /** What an operation is called with so that it has something to say; others get the id of a session alone. */
    private static final Map<String, String> BODIES = Map.of(
            "/api/session/pin", "{'session_id': 'oa_chat', 'pinned': true}",
            "/api/session/rename", "{'session_id': 'oa_chat', 'title': 'Another title'}",
            "/api/projects/create", "{'name': 'Work/Client', 'color': '#7cb9ff'}",
            "/api/profile/switch", "{'name': 'default'}",
            "/api/settings", "{'sidebar_density': 'detailed', 'agent_session_source_filter': ''}",
            "/api/session/note", "{'session_id': 'oa_chat', 'note': 'Remember'}",
            "/api/session/tag", "{'session_id': 'oa_chat', 'add': ['red'], 'tags': ['red']}",
            "/api/views/create", "{'name': 'Red ones', 'query': {'tag': 'red'}}",
            "/api/secrets/find", "{'secret': 'nothing-like-it'}",
            "/api/sessions/bulk", "{'deed': 'archive', 'action': 'archive', 'ids': ['oa_cron'], 'dry_run': true}");

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void sessions() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb("work"), 31).session("oa_theirs");
        agent.message("oa_theirs", "user", "Not for you");
        agent.create(home.stateDb(), 31);
        agent.session("oa_root", Map.of("end_reason", "compression", "ended_at", 1_760_000_050.0));
        agent.message("oa_root", "user", "Begin");
        agent.session(
                "oa_chat",
                Map.of("parent_session_id", "oa_root", "started_at", 1_760_000_100.0, "estimated_cost_usd", 0.5));
        agent.message("oa_chat", "user", "What is in the file?");
        agent.message(
                "oa_chat",
                "assistant",
                "",
                Map.of(
                        "tool_calls",
                        "[{\"id\": \"c1\", \"type\": \"function\", \"function\": {\"name\": \"read\","
                                + " \"arguments\": \"{}\"}}]",
                        "reasoning",
                        "I should look"));
        agent.message("oa_chat", "tool", "{\"ok\": true}", Map.of("tool_call_id", "c1", "tool_name", "read"));
        agent.message("oa_chat", "assistant", "Nothing");
        for (String source : List.of("cron", "telegram", "subagent")) {
            agent.session("oa_" + source, Map.of("source", source, "parent_session_id", "oa_root", "archived", 0));
            agent.message("oa_" + source, "user", "Hello");
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> get("/api/sessions?all_profiles=1")
                .then()
                .statusCode(200)
                .body("sessions.session_id", hasItems("oa_chat", "oa_theirs")));
    }

    @AfterEach
    void end() {
        given().body("{\"sidebar_density\": \"compact\"}").post("/api/settings");
        agent.close();
        home.clear();
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerIsAsTheDocumentSays() throws JsonProcessingException {
        JsonNode document = JSON.readTree(
                given().queryParam("format", "json").get("/q/openapi").asString());
        strict(document);
        return document.get("paths").properties().stream()
                .filter(path -> !path.getKey().matches(OF_TESTS))
                // A stream has no end, and what is in it has no form in such a document.
                .filter(path ->
                        !path.getValue().at("/get/responses/200/content").has("text/event-stream"))
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(it -> Set.of("get", "post").contains(it.getKey()))
                        .flatMap(it -> calls(it.getKey(), path.getKey(), it.getValue(), document)));
    }

    private static Stream<DynamicTest> calls(String verb, String path, JsonNode operation, JsonNode document) {
        String real = path.replaceAll("\\{[^}]*}", "1");
        Stream<Map.Entry<String, String>> calls = verb.equals("get")
                ? Stream.of("oa_chat", "oa_theirs", "oa_nobody", "")
                        .map(id -> Map.entry(real + query(operation, id), ""))
                : Stream.of(
                                BODIES.getOrDefault(path, "{'session_id': 'oa_chat'}"),
                                "{'session_id': 'oa_theirs'}",
                                "{'session_id': 'oa_nobody', 'project_id': 'x', 'name': 'n', 'title': 't', 'ids': ['x'],"
                                        + " 'id': 7}",
                                "{}")
                        .map(body -> Map.entry(real, body.replace('\'', '"')));
        return calls.map(call -> DynamicTest.dynamicTest(
                verb + " " + call.getKey() + " " + call.getValue(),
                () -> check(verb, call.getKey(), call.getValue(), operation, document)));
    }

    private static String query(JsonNode operation, String id) {
        List<String> parameters = operation.path("parameters").findValuesAsText("name");
        return id.isEmpty() ? "" : parameters.contains("session_id") ? "?session_id=" + id : "?deep=1";
    }

    private static void check(String verb, String path, String body, JsonNode operation, JsonNode document)
            throws JsonProcessingException {
        Response answer = verb.equals("get")
                ? get(path)
                : given().contentType("application/json").body(body).post(path);
        JsonNode response = operation.path("responses").path(String.valueOf(answer.statusCode()));
        assertThat(response.isMissingNode())
                .as("%s: status %d is not in the document: %s", path, answer.statusCode(), answer.asString())
                .isFalse();
        JsonNode schema = response.at("/content/application~1json/schema");
        assertThat(schema.isMissingNode())
                .as("%s: status %d has no schema", path, answer.statusCode())
                .isFalse();
        assertThat(errors(answer, schema, document)).as(path).isEmpty();
    }

    private static Set<String> errors(Response answer, JsonNode schema, JsonNode document)
            throws JsonProcessingException {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        JsonSchema validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
        Set<String> errors = new HashSet<>();
        validator.validate(JSON.readTree(answer.asString())).forEach(it -> errors.add(it.getMessage()));
        return errors;
    }

    /** Makes the schemas say that there are no other members than those that they name. */
    private static void strict(JsonNode document) {
        Set<String> parts = new HashSet<>();
        document.findParents("allOf").forEach(it -> it.get("allOf")
                .forEach(part -> parts.add(part.path("$ref").asText().replaceAll(".*/", ""))));
        Map<String, JsonNode> schemas = new HashMap<>();
        document.at("/components/schemas").properties().forEach(it -> schemas.put(it.getKey(), it.getValue()));
        schemas.keySet().removeAll(parts);
        schemas.values().stream()
                .filter(it -> it.has("properties") && !it.has("additionalProperties"))
                .forEach(it -> ((ObjectNode) it).put("unevaluatedProperties", false));
        document.findParents("allOf").forEach(it -> ((ObjectNode) it).put("unevaluatedProperties", false));
    }
}
