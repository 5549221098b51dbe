package ai.hermes.sessions.mcp;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tools, used by the official client of the protocol. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class McpTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource
    URL url;

    TestHome home;
    private AgentProcess agent;
    private McpSyncClient client;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        agent.session("soup", Map.of("title", "Lentil soup", "source", "telegram"));
        for (int i = 0; i < 30; i++) {
            agent.message("soup", "user", i == 5 ? "How long do lentils cook?" : "Message " + i);
        }
        agent.session("other", Map.of("title", "Other things"));
        agent.message("other", "user", "Nothing of it");
        await().atMost(30, SECONDS)
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItem("other")));
        client = McpClient.sync(
                        HttpClientStreamableHttpTransport.builder(url.getProtocol() + "://" + url.getAuthority())
                                .endpoint("/mcp")
                                .build())
                // The client's own validator wants another version of a library than our tests have.
                .jsonSchemaValidator((schema, value) -> JsonSchemaValidator.ValidationResponse.asValid(""))
                .build();
        client.initialize();
    }

    @AfterEach
    void end() {
        client.close();
        agent.close();
        home.clear();
    }

    private JsonNode call(String tool, Map<String, Object> arguments) throws JsonProcessingException {
        McpSchema.CallToolResult result = client.callTool(new McpSchema.CallToolRequest(tool, arguments));
        assertThat(result.isError()).as("%s", result.content()).isNotEqualTo(true);
        return JSON.readTree(text(result));
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }

    @Test
    void theToolsAreListed() {
        assertThat(client.listTools().tools())
                .extracting(McpSchema.Tool::name)
                .containsExactlyInAnyOrder("search_conversations", "list_conversations", "read_conversation");
    }

    @Test
    void aHitIsFoundAndOpened() throws JsonProcessingException {
        // given
        JsonNode found = call("search_conversations", Map.of("query", "lentils"));
        JsonNode hit = found.at("/results/0/hits/0");

        // when
        JsonNode window = call(
                "read_conversation",
                Map.of(
                        "sessionId",
                        found.at("/results/0/session_id").asText(),
                        "around",
                        hit.path("message_id").asLong(),
                        "limit",
                        4));

        // then
        assertThat(window.path("messages").findValuesAsText("content"))
                .containsExactly("Message 4", "How long do lentils cook?", "Message 6", "Message 7");
    }

    @Test
    void conversationsAreListedByFilters() throws JsonProcessingException {
        JsonNode list = call("list_conversations", Map.of("filter", "source:telegram"));
        assertThat(list.path("results").findValuesAsText("session_id")).containsExactly("soup");
    }

    @Test
    void whatMakesNoSenseIsToldToTheAgent() {
        McpSchema.CallToolResult result =
                client.callTool(new McpSchema.CallToolRequest("search_conversations", Map.of("query", "cost:much")));
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("number").contains("at character 5");
    }

    @Test
    void aMessageAtTheStartOfALongConversationIsOpenedByOneRead() throws JsonProcessingException {
        // given
        agent.run("""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
                INSERT INTO messages(session_id, role, content, timestamp)
                SELECT 'soup', 'user', 'More of it', 1760000000.0 FROM n
                """);
        long hit = call("search_conversations", Map.of("query", "lentils"))
                .at("/results/0/hits/0/message_id")
                .asLong();
        double before = transcriptReads();

        // when
        JsonNode window = call("read_conversation", Map.of("sessionId", "soup", "around", hit, "limit", 4));

        // then
        assertThat(window.path("messages").findValuesAsText("content")).contains("How long do lentils cook?");
        assertThat(transcriptReads() - before).isEqualTo(1);
    }

    private static double transcriptReads() {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(it -> it.startsWith("db_client_operation_duration_seconds_count"))
                .filter(it -> it.contains("hermes_purpose=\"transcript\""))
                .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aMessageOfAnotherConversationIsNotOpened() {
        McpSchema.CallToolResult result = client.callTool(
                new McpSchema.CallToolRequest("read_conversation", Map.of("sessionId", "other", "around", 1)));
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("no such message");
    }

    @Test
    void pagesOfOthersCannotCallIt() {
        given().header("Origin", "https://evil.example")
                .contentType("application/json")
                .body("{}")
                .post("/mcp")
                .then()
                .statusCode(403)
                .body("code", equalTo("cross_origin"));
    }

    @Test
    void itIsNotAnsweredUnderForeignNames() {
        given().header("Host", "evil.example")
                .contentType("application/json")
                .body("{}")
                .post("/mcp")
                .then()
                .statusCode(421);
    }
}
