package ai.hermes.sessions.tracing;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.DamagedPage;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.OtlpReceiverResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions as traces, in a file and at a real receiver. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
@WithTestResource(OtlpReceiverResource.class)
class TracesTest {

    private static final double BEGIN = 1_760_000_000.0;
    private static final String KEY = "sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String SESSIONS = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO sessions(id, source, model, started_at, message_count, input_tokens, output_tokens,
              cache_read_tokens, cache_write_tokens)
            SELECT 'many_' || i, 'cli', 'sonnet', 1760000000.0 + i, 2, abs(random() % 100000), abs(random() % 10000),
              abs(random() % 100000), abs(random() % 1000) FROM n
            """;
    private static final String MESSAGES = """
            INSERT INTO messages(session_id, role, content, timestamp)
            SELECT id, role, 'hello', started_at + 1 FROM sessions, (SELECT 'user' AS role UNION ALL SELECT 'assistant')
            ORDER BY id, role DESC
            """;
    private static final String LONG = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO messages(session_id, role, content, timestamp)
            SELECT 'long', 'assistant', replace(hex(zeroblob(2500)), '00', 'w '), 1760000000.0 + i FROM n
            """;
    private static final String SUMS = """
            SELECT sum(input_tokens + cache_read_tokens + cache_write_tokens), sum(output_tokens),
              sum(cache_read_tokens), sum(cache_write_tokens) FROM sessions
            """;

    TestHome home;
    OtlpReceiver receiver;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start().create(home.stateDb(), 31);
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @Test
    void aThousandSessionsArriveWithTheTokensOfTheStore() {
        // given
        agent.run(SESSIONS, 1_000).run(MESSAGES);
        awaitListed(1_000);

        // when
        push("{\"q\": \"source:cli\"}").statusCode(200).body("sessions", equalTo(1_000));

        // then
        Map<ByteString, Span> sessions = receiver.spans("invoke_agent hermes").stream()
                .filter(span -> sessionOf(span).startsWith("many_"))
                .collect(Collectors.toMap(Span::getSpanId, span -> span, (one, other) -> one));
        assertThat(sessions).hasSize(1_000);
        assertThat(List.of(
                        sum(sessions, "gen_ai.usage.input_tokens"),
                        sum(sessions, "gen_ai.usage.output_tokens"),
                        sum(sessions, "gen_ai.usage.cache_read.input_tokens"),
                        sum(sessions, "gen_ai.usage.cache_creation.input_tokens")))
                .isEqualTo(agent.query(SUMS).get(0));
    }

    private static long sum(Map<ByteString, Span> spans, String attribute) {
        return spans.values().stream()
                .mapToLong(it -> (long) OtlpReceiver.attributes(it).getOrDefault(attribute, 0L))
                .sum();
    }

    private static String sessionOf(Span span) {
        return OtlpReceiver.attributes(span)
                .getOrDefault("hermes.session.id", "")
                .toString();
    }

    @Test
    void whatIsSentTwiceIsTheSameTrace() {
        // given
        chat();

        // when
        push("{\"session_id\": \"chat\"}").statusCode(200).body("conversations", equalTo(1));
        Set<List<ByteString>> once = idsOf("chat");
        push("{\"session_id\": \"chat\"}").statusCode(200);

        // then
        assertThat(idsOf("chat")).isEqualTo(once).hasSize(6);
    }

    private Set<List<ByteString>> idsOf(String conversation) {
        return receiver.spans().stream()
                .filter(it -> conversation.equals(OtlpReceiver.attributes(it).get("gen_ai.conversation.id")))
                .map(it -> List.of(it.getTraceId(), it.getSpanId()))
                .collect(Collectors.toSet());
    }

    @Test
    void aFileHasSpansOfSessionsTurnsAnswersAndToolsAndLinksToSubagents() {
        // given
        chat();
        agent.session(
                "helper",
                Map.of(
                        "source", "subagent",
                        "parent_session_id", "chat",
                        "model_config", "{\"_delegate_from\": \"chat\"}"));
        agent.message("helper", "user", "Help", Map.of("timestamp", BEGIN + 2));
        await().untilAsserted(() ->
                get("/api/session?session_id=helper").then().body("session.session_id", equalTo("helper")));

        // when
        List<Map<String, Object>> spans = spans("session_id=chat");

        // then
        assertThat(spans)
                .extracting(it -> it.get("name"))
                .containsExactly(
                        "conversation",
                        "invoke_agent hermes",
                        "turn",
                        "chat sonnet",
                        "execute_tool terminal",
                        "chat sonnet");
        JsonPath tool = new JsonPath(json(spans.get(4)));
        assertThat(tool.getLong("endTimeUnixNano") - tool.getLong("startTimeUnixNano"))
                .isEqualTo(3_000_000_000L);
        assertThat(tool.getString("parentSpanId")).isEqualTo(spans.get(2).get("spanId"));
        assertThat(new JsonPath(json(spans.get(1))).getList("links.traceId"))
                .containsExactly(spans("session_id=helper").get(0).get("traceId"));
    }

    private static String json(Map<String, Object> span) {
        return new JsonObject(span).encode();
    }

    @Test
    void whatWasSaidIsLeftOutUnlessItIsWantedAndCredentialsAlways() {
        // given
        chat();

        // when
        String plain = get("/api/traces?session_id=chat").asString();
        String whole = get("/api/traces?session_id=chat&content=1").asString();

        // then
        assertThat(plain).doesNotContain("Look at it", "total 0", "ls -l").contains("terminal");
        assertThat(whole).contains("Look at it", "total 0", "ls -l").doesNotContain(KEY);
    }

    @Test
    void aLongConversationIsToldWithoutItsOldestTextsAndSaysSo() {
        // given
        agent.session("long", Map.of("started_at", BEGIN));
        agent.run(LONG, 1_500);
        awaitListed(1);

        // when
        List<Map<String, Object>> spans = spans("session_id=long&content=1");

        // then
        List<String> first = spans.stream().map(TracesTest::json).limit(4).toList();
        assertThat(first.get(0)).contains("hermes.messages_without_text");
        assertThat(first.get(3)).doesNotContain("hermes.message.text");
        assertThat(json(spans.get(spans.size() - 1))).contains("hermes.message.text");
        assertThat(spans.stream().filter(it -> json(it).contains("hermes.message.text")))
                .hasSizeBetween(1_000, 1_100);
    }

    @Test
    void whatCannotBeReadIsNamedAndHoldsUpNothingElse() {
        // given
        agent.session("bad", Map.of("started_at", BEGIN, "input_tokens", 17));
        agent.message("bad", "user", "Before", Map.of("timestamp", BEGIN + 1));
        agent.message("bad", "tool", "x".repeat(40_000), Map.of("timestamp", BEGIN + 2));
        agent.message("bad", "assistant", "After", Map.of("timestamp", BEGIN + 3));
        agent.session("good", Map.of("started_at", BEGIN, "input_tokens", 25));
        agent.message("good", "user", "Hello", Map.of("timestamp", BEGIN + 1));
        agent.run("UPDATE messages SET reasoning = hex(zeroblob(9000000)) WHERE session_id = 'good'");
        awaitListed(2);
        DamagedPage.ofFirstLargeMessage(agent, home.stateDb());

        // then
        push("{\"q\": \"source:cli\"}")
                .statusCode(200)
                .body("conversations", equalTo(2))
                .body("incomplete", equalTo(1))
                .body("input_tokens", equalTo(42));
        String file = get("/api/traces?q=source:cli&content=1").asString();
        assertThat(file).contains("Before", "After", "Hello", "hermes.not_exported", "session store is damaged");
    }

    @Test
    void aFileInLinesHasADocumentInEach() {
        // given
        agent.run(SESSIONS, 200).run(MESSAGES);
        awaitListed(200);

        // when
        List<String> lines =
                get("/api/traces?q=source:cli&lines=1").asString().lines().toList();
        JsonPath whole = get("/api/traces?q=source:cli").jsonPath();

        // then
        assertThat(lines).hasSizeGreaterThan(1);
        long inLines = lines.stream()
                .mapToLong(it -> new JsonPath(it)
                        .getList("resourceSpans.scopeSpans.spans.flatten()")
                        .size())
                .sum();
        assertThat(inLines)
                .isEqualTo(800)
                .isEqualTo(whole.getList("resourceSpans.scopeSpans.spans.flatten()")
                        .size());
    }

    @Test
    void noCollectorIsAskedThatIsNotAllowed() {
        // given
        chat();

        // then
        push("{\"session_id\": \"chat\", \"endpoint\": \"http://169.254.169.254/\"}")
                .statusCode(403)
                .body("code", equalTo("collector_not_allowed"));
        push("{\"session_id\": \"chat\", \"endpoint\": \"" + receiver.endpoint() + "/nowhere\"}")
                .statusCode(502)
                .body("code", equalTo("collector_refused"));
    }

    @Test
    void itHasToBeSaidWhichConversations() {
        // given
        chat();

        // then
        get("/api/traces").then().statusCode(400);
        get("/api/traces?session_id=chat&q=x").then().statusCode(400);
        get("/api/traces?q=tool:terminal").then().statusCode(400);
        get("/api/traces?session_id=nobody").then().statusCode(404);
        get("/api/traces?session_id=chat&profile=nobody").then().statusCode(404);
    }

    private void chat() {
        agent.session("chat", Map.of("model", "sonnet", "started_at", BEGIN));
        agent.message("chat", "user", "Look at it with " + KEY, Map.of("timestamp", BEGIN + 1));
        agent.message(
                "chat",
                "assistant",
                "",
                Map.of(
                        "timestamp",
                        BEGIN + 2,
                        "tool_calls",
                        "[{\"id\": \"c1\", \"function\": {\"name\": \"terminal\", \"arguments\": \"{\\\"command\\\": \\\"ls -l\\\"}\"}}]"));
        agent.message(
                "chat",
                "tool",
                "total 0",
                Map.of("timestamp", BEGIN + 5, "tool_call_id", "c1", "tool_name", "terminal"));
        agent.message("chat", "assistant", "Nothing", Map.of("timestamp", BEGIN + 6, "finish_reason", "stop"));
        awaitListed(1);
    }

    private static void awaitListed(int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("/api/sessions").then().statusCode(200).body("total", equalTo(count)));
    }

    private static ValidatableResponse push(String body) {
        return given().body(body).post("/api/traces/push").then();
    }

    private static List<Map<String, Object>> spans(String query) {
        return get("/api/traces?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("resourceSpans.scopeSpans.spans.flatten()");
    }
}
