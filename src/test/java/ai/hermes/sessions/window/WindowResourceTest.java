package ai.hermes.sessions.window;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class WindowResourceTest {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        await().untilAsserted(() -> get("/api/sessions").then().statusCode(200));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static ValidatableResponse ask(String path, Object... parameters) {
        var request = given();
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam((String) parameters[i], parameters[i + 1]);
        }
        return request.get("/api/session/" + path).then();
    }

    private static String parts(String... parts) {
        return "\0json:[" + String.join(",", parts) + "]";
    }

    private static String picture(String type, byte[] bytes) {
        return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:" + type + ";base64,"
                + Base64.getEncoder().encodeToString(bytes) + "\"}}";
    }

    @Test
    void aChainIsReadAsOneThread() {
        // given
        agent.session("root", Map.of("end_reason", "compression", "ended_at", 1_760_000_050.0));
        agent.message("root", "user", "Begin");
        agent.session("tip", Map.of("parent_session_id", "root", "started_at", 1_760_000_100.0));
        agent.message("tip", "assistant", "Goes on");

        // then
        await().untilAsserted(() -> ask("window", "session_id", "root")
                .statusCode(200)
                .body("session_id", equalTo("tip"))
                .body("conversation_id", equalTo("root"))
                .body("segment_count", equalTo(2))
                .body("messages.content", contains("Begin", "Goes on"))
                .body("messages.segment", contains(0, 1))
                .body("messages.kind", contains("user", "assistant"))
                .body("has_before", equalTo(false))
                .body("has_after", equalTo(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u0001", "你", "\"", "🙂"})
    void theFirstWindowIsSmallWhateverTheMessagesHold(String character) {
        // given
        agent.session("s1");
        String calls =
                "[" + "{\"id\":\"c\",\"function\":{\"name\":\"ls\",\"arguments\":\"{}\"}},".repeat(2_000) + "{}]";
        for (int i = 0; i < 30; i++) {
            agent.message("s1", "tool", character.repeat(60_000));
            agent.message(
                    "s1",
                    "assistant",
                    character.repeat(60_000),
                    Map.of("reasoning", character.repeat(60_000), "tool_calls", calls));
        }

        // when
        Response answer = given().queryParam("session_id", "s1").get("/api/session/window");

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray().length).isLessThan(200_000);
        assertThat(answer.jsonPath().getList("messages")).isNotEmpty();
        assertThat(answer.jsonPath().getBoolean("has_before")).isTrue();
    }

    @Test
    void whatIsCutIsFetchedAndHasTheDigestThatWasTold() throws Exception {
        // given
        agent.session("s1");
        agent.message("s1", "tool", "the key is " + TOKEN + "\n" + "line of output ü\n".repeat(40_000));
        JsonPath window = ask("window", "session_id", "s1").extract().jsonPath();
        long id = window.getLong("messages[0].id");

        // when
        StringBuilder joined = new StringBuilder();
        Object next = 0;
        while (next != null) {
            JsonPath piece = ask("message", "session_id", "s1", "id", id, "offset", next, "max_bytes", 100_003)
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            joined.append(piece.getString("text"));
            next = piece.get("next_offset");
        }

        // then
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(joined.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(window.getString("messages[0].cut.content.sha256"))
                .isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(joined).doesNotContain(TOKEN).contains("ghp_16...8B4a");
        assertThat(window.getInt("_masked_count")).isEqualTo(1);
        assertThat(window.getString("messages[0].content")).startsWith("the key is ghp_16...8B4a");
    }

    @Test
    void aPictureIsAReferenceThatCanBeFollowed() {
        // given
        agent.session("s1");
        agent.message("s1", "user", parts("{\"type\":\"text\",\"text\":\"Look\"}", picture("image/png", PNG)));

        // when
        JsonPath window = ask("window", "session_id", "s1").extract().jsonPath();

        // then
        assertThat(window.getString("messages[0].content[1].media_type")).isEqualTo("image/png");
        byte[] image = given().urlEncodingEnabled(false)
                .get("/" + window.getString("messages[0].content[1].src"))
                .then()
                .statusCode(200)
                .contentType("image/png")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .extract()
                .asByteArray();
        assertThat(image).isEqualTo(PNG);
    }

    @Test
    void whatIsNoPictureIsRefusedWhateverItSaysItIs() {
        // given
        agent.session("s1");
        long id = agent.message(
                "s1",
                "user",
                parts(
                        picture("image/png", "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8)),
                        picture("image/svg+xml", "<svg/>".getBytes(StandardCharsets.UTF_8))));

        // then
        ask("image", "session_id", "s1", "id", id, "part", 0).statusCode(415).body("code", equalTo("image_refused"));
        ask("image", "session_id", "s1", "id", id, "part", 1).statusCode(415);
        ask("image", "session_id", "s1", "id", id, "part", 2)
                .statusCode(404)
                .body("code", equalTo("message_not_found"));
    }

    /** Their ids. */
    private List<Long> ten() {
        agent.session("s1");
        for (int i = 0; i < 10; i++) {
            agent.message("s1", i % 2 == 0 ? "user" : "assistant", "m" + i);
        }
        return ids(ask("window", "session_id", "s1").statusCode(200));
    }

    private static List<Long> ids(ValidatableResponse answer) {
        return answer.extract().jsonPath().getList("messages.id", Long.class);
    }

    @Test
    void aWindowBeginsWhereItIsAskedFor() {
        // given
        List<Long> all = ten();

        // then
        assertThat(all).hasSize(10);
        assertThat(ids(ask("window", "session_id", "s1", "from", "root", "limit", 3)
                        .body("has_before", equalTo(false))
                        .body("has_after", equalTo(true))))
                .isEqualTo(all.subList(0, 3));
        assertThat(ids(ask("window", "session_id", "s1", "around", all.get(5), "limit", 5)
                        .body("has_before", equalTo(true))
                        .body("has_after", equalTo(true))))
                .hasSize(5)
                .contains(all.get(4), all.get(5), all.get(6));
        assertThat(ids(ask("window", "session_id", "s1", "before", all.get(5), "limit", 3)))
                .isEqualTo(all.subList(2, 5));
        assertThat(ids(ask("window", "session_id", "s1", "after", all.get(5), "limit", 3)))
                .isEqualTo(all.subList(6, 9));
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 60_000, 400_000})
    void aWindowIsNoLargerThanWasAskedFor(int bytes) {
        // given
        agent.session("s1");
        for (int i = 0; i < 400; i++) {
            agent.message("s1", "user", i + " " + "text \"".repeat(300));
        }

        // when
        Response answer = given().queryParam("session_id", "s1")
                .queryParam("max_bytes", bytes)
                .get("/api/session/window");

        // then
        assertThat(answer.asByteArray().length).isBetween(bytes / 4, bytes);
    }

    @Test
    void whatWasCompactedIsLeftOutIfItIsNotWanted() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "summarised", Map.of("active", 0, "compacted", 1));
        agent.message("s1", "user", "in use");

        // then
        ask("window", "session_id", "s1").body("messages.content", contains("summarised", "in use"));
        ask("window", "session_id", "s1", "compacted", 0).body("messages.content", contains("in use"));
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "Hello");
        String tag = ask("window", "session_id", "s1").extract().header("ETag");

        // then
        given().header("If-None-Match", tag)
                .get("/api/session/window?session_id=s1")
                .then()
                .statusCode(304);
        agent.message("s1", "assistant", "Hello to you");
        await().untilAsserted(() -> given().header("If-None-Match", tag)
                .get("/api/session/window?session_id=s1")
                .then()
                .statusCode(200));
    }

    @Test
    void whatTheAgentPutInIsToldApart() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "[CONTEXT COMPACTION — REFERENCE ONLY] so far");
        agent.message("s1", "user", "[System note: be brief]");
        agent.message("s1", "user", "[OUT-OF-BAND USER MESSAGE] stop");
        agent.message("s1", "user", "switched", Map.of("display_kind", "model_switch"));
        agent.message("s1", "user", "gone", Map.of("display_kind", "hidden"));
        agent.message("s1", "user", "undone", Map.of("active", 0));
        agent.message("s1", "user", "said");

        // then
        ask("window", "session_id", "s1", "rewound", 1)
                .body("messages.kind", contains("summary", "note", "steer", "note", "user", "user"))
                .body("messages[3].display_kind", equalTo("model_switch"))
                .body("messages[4].rewound", equalTo(true));
        ask("turns", "session_id", "s1").body("turns.text", contains("[OUT-OF-BAND USER MESSAGE] stop", "said"));
    }

    @Test
    void turnsCanBeGoneThroughToTheEnd() {
        // given
        agent.session("s1");
        for (int i = 0; i < 25; i++) {
            agent.message("s1", "user", "question " + i + "\n" + "more words ".repeat(100));
            agent.message("s1", "assistant", "answer");
        }

        // when
        List<String> texts = new ArrayList<>();
        JsonPath page = ask("turns", "session_id", "s1", "limit", 7).extract().jsonPath();
        texts.addAll(page.getList("turns.text"));
        while (page.getBoolean("has_after")) {
            Object last = page.get("turns[-1].id");
            page = ask("turns", "session_id", "s1", "limit", 7, "after", last)
                    .extract()
                    .jsonPath();
            texts.addAll(page.getList("turns.text"));
        }

        // then
        assertThat(texts).hasSize(25).allMatch(it -> it.length() <= 160);
        assertThat(texts.get(24)).startsWith("question 24 more words");
    }

    @Test
    void aTextIsFoundWhereverItIs() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "Where is the Needle?");
        agent.message("s1", "tool", "straw ".repeat(20_000) + "NEEDLE and needle");
        agent.message("s1", "user", parts("{\"type\":\"text\",\"text\":\"a needle too\"}"));

        // then
        ask("find", "session_id", "s1", "q", "needle")
                .body("hits.kind", contains("user", "tool", "user"))
                .body("hits.match", contains("Needle", "NEEDLE", "needle"))
                .body("hits.count", contains(1, 2, 1))
                .body("complete", equalTo(true))
                .body("next", nullValue());
        ask("find", "session_id", "s1", "q", "nowhere").body("hits", hasSize(0)).body("searched", equalTo(3));
    }

    @Test
    void aCredentialIsNotFoundOutByLookingForIt() {
        // given
        agent.session("s1");
        agent.message("s1", "tool", "the key is " + TOKEN);

        // then
        ask("find", "session_id", "s1", "q", TOKEN.substring(0, 12)).body("hits", hasSize(0));
    }

    @Test
    void aSubagentIsALink() {
        // given
        agent.session("s1", Map.of("started_at", 1_760_000_000.0));
        long call = agent.message("s1", "assistant", "I delegate", Map.of("timestamp", 1_760_000_010.0));
        agent.message("s1", "tool", "done", Map.of("timestamp", 1_760_000_030.0));
        agent.session(
                "sub",
                Map.of(
                        "source",
                        "subagent",
                        "parent_session_id",
                        "s1",
                        "started_at",
                        1_760_000_011.0,
                        "title",
                        "Helper"));
        agent.message("sub", "user", "Help");

        // then
        await().untilAsserted(() -> ask("window", "session_id", "s1")
                .body("subagents.session_id", contains("sub"))
                .body("subagents[0].title", equalTo("Helper"))
                .body("subagents[0].link", equalTo("child"))
                .body("subagents[0].after_id", equalTo((int) call)));
    }

    @Test
    void whatMakesNoSenseIsRefusedAndWhatIsNotThereIsTold() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "Hello");
        agent.session("s2");
        long other = agent.message("s2", "user", "Not in s1");

        // then
        ask("window").statusCode(400);
        ask("window", "session_id", "s1", "before", 1, "after", 2).statusCode(400);
        ask("window", "session_id", "s1", "before", "x").statusCode(400);
        ask("window", "session_id", "s1", "from", "middle").statusCode(400);
        ask("window", "session_id", "nobody").statusCode(404);
        ask("window", "session_id", "s1", "around", other)
                .statusCode(404)
                .body("code", equalTo("message_not_found"))
                .body("remedy", not(nullValue()));
        ask("message", "session_id", "s1", "id", other).statusCode(404);
        ask("message", "session_id", "s1", "id", 1, "field", "api_content").statusCode(400);
        ask("find", "session_id", "s1").statusCode(400);
    }

    @Test
    void aCopyIsReadInTheSameWay() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "Hello");
        agent.message("s1", "tool", "z".repeat(10_000));
        String copy = given().body("{\"session_id\": \"s1\"}")
                .post("/api/session/duplicate")
                .then()
                .statusCode(200)
                .extract()
                .path("session.session_id");

        // then
        ask("window", "session_id", copy)
                .statusCode(200)
                .body("messages.kind", contains("user", "tool"))
                .body("messages[1].cut.content.bytes", equalTo(10_000));
        assertThat(ask("message", "session_id", copy, "id", 2).extract().<String>path("text"))
                .isEqualTo("z".repeat(10_000));
    }
}
