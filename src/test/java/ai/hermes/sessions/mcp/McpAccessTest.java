package ai.hermes.sessions.mcp;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;

import ai.hermes.sessions.security.LockedService;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents with a key for one profile, or with none. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
@TestProfile(LockedService.class)
class McpAccessTest {

    private static final String HELLO = """
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18",
             "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}
            """;

    @TestHTTPResource
    URL url;

    TestHome home;
    private AgentProcess agent;
    private AgentProcess worker;
    private McpSyncClient client;

    @BeforeEach
    void start() {
        home.clear();
        agent = store("default", "mine");
        worker = store("work", "ours");
        await().atMost(30, SECONDS).untilAsserted(() -> given().header("Authorization", "Bearer " + LockedService.TOKEN)
                .get("/api/sessions?all_profiles=1")
                .then()
                .body("sessions.session_id", hasItems("mine", "ours")));
        String key = given().header("Authorization", "Bearer " + LockedService.TOKEN)
                .body("{\"name\": \"agent\", \"role\": \"read\", \"profiles\": [\"work\"]}")
                .post("/api/auth/tokens/create")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
        client = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(url.getProtocol() + "://" + url.getAuthority())
                                .endpoint("/mcp")
                                .httpRequestCustomizer((request, method, endpoint, body, context) ->
                                        request.header("Authorization", "Bearer " + key))
                                .build())
                // The client's own validator wants another version of a library than our tests have.
                .jsonSchemaValidator((schema, value) -> JsonSchemaValidator.ValidationResponse.asValid(""))
                .build();
        client.initialize();
    }

    private AgentProcess store(String profile, String session) {
        AgentProcess made = AgentProcess.start();
        made.create(profile.equals("default") ? home.stateDb() : home.stateDb(profile), 31)
                .session(session);
        made.message(session, "user", "How long do lentils cook?");
        return made;
    }

    @AfterEach
    void end() {
        client.close();
        agent.close();
        worker.close();
        home.clear();
    }

    private McpSchema.CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(new McpSchema.CallToolRequest(tool, arguments));
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "all"})
    void theProfileOfTheKeyIsSearchedAndNoOther(String profile) {
        McpSchema.CallToolResult found = call("search_conversations", Map.of("query", "lentils", "profile", profile));
        assertThat(found.isError()).isNotEqualTo(true);
        assertThat(text(found)).contains("\"ours\"").doesNotContain("\"mine\"", "\"default\"");
        McpSchema.CallToolResult listed = call("list_conversations", Map.of("profile", profile));
        assertThat(text(listed)).contains("\"ours\"").doesNotContain("\"mine\"", "\"default\"");
    }

    @Test
    void anotherProfileIsAsGoodAsNotThere() {
        List<McpSchema.CallToolResult> answers = List.of(
                call("search_conversations", Map.of("query", "lentils", "profile", "default")),
                call("list_conversations", Map.of("profile", "default")),
                call("read_conversation", Map.of("sessionId", "mine", "profile", "default")));
        assertThat(answers).allSatisfy(it -> {
            assertThat(it.isError()).isTrue();
            assertThat(text(it)).isEqualTo("There is no such profile");
        });
        assertThat(call("read_conversation", Map.of("sessionId", "mine", "profile", "work"))
                        .isError())
                .isTrue();
    }

    @Test
    void withoutAKeyNothingIsAnswered() {
        given().contentType("application/json")
                .accept("application/json, text/event-stream")
                .body(HELLO)
                .post("/mcp")
                .then()
                .statusCode(401);
    }
}
