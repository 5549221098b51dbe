package ai.hermes.sessions.exchange;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ExchangeTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    /** So that what one test has imported is new to the next one. */
    private final String word = "w" + System.nanoTime();

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        agent.session(
                "root", Map.of("end_reason", "compression", "ended_at", 1_760_000_050.0, "title", "=Soup, \"hot\""));
        agent.message("root", "user", "Begin with " + TOKEN + " " + word, Map.of("timestamp", 1_760_000_001.5));
        agent.session(
                "tip",
                Map.of(
                        "parent_session_id",
                        "root",
                        "started_at",
                        1_760_000_100.0,
                        "source",
                        "telegram",
                        "input_tokens",
                        17,
                        "estimated_cost_usd",
                        0.25));
        agent.message(
                "tip",
                "assistant",
                "",
                Map.of(
                        "tool_calls",
                        "[{\"id\": \"c1\", \"type\": \"function\", \"function\": {\"name\": \"read\", \"arguments\":"
                                + " \"{\\\"n\\\": 1}\"}}]",
                        "reasoning",
                        "I should look",
                        "reasoning_details",
                        "[{\"index\": 0, \"weight\": 0.5}]"));
        agent.message(
                "tip", "tool", "line <b>1</b>\n".repeat(3_000), Map.of("tool_call_id", "c1", "tool_name", "read"));
        agent.message("tip", "user", "gone on", Map.of("active", 0, "compacted", 1));
        agent.message("tip", "user", "\0json:[{\"type\":\"text\",\"text\":\"parts\"}]");
        agent.message("tip", "user", "noted", Map.of("_compressed_summary", 1));
        agent.session("other", Map.of("title", "Other"));
        agent.message("other", "user", "Hello " + word);
        await().atMost(LONG)
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItem("tip")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static JsonPath export(String body) {
        String id = given().body(body.replace('\'', '"'))
                .post("/api/exports")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        await().atMost(LONG)
                .untilAsserted(() -> get("/api/exports/" + id).then().body("state", equalTo("done")));
        return get("/api/exports/" + id).jsonPath();
    }

    private static byte[] file(JsonPath export) {
        return get("/" + export.getString("url"))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private static String text(JsonPath export) {
        return new String(file(export), StandardCharsets.UTF_8);
    }

    /** Sends it in parts of a few bytes, as clients send large ones. */
    private static JsonPath bringIn(byte[] file) {
        String id =
                given().post("/api/imports").then().statusCode(200).extract().path("id");
        int part = Math.min(ImportAnswer.MAX_PART, Math.max(1, file.length / 3));
        for (int at = 0; at < file.length; at += part) {
            given().contentType("application/octet-stream")
                    .body(Arrays.copyOfRange(file, at, Math.min(file.length, at + part)))
                    .post("/api/imports/" + id + "/part?offset=" + at)
                    .then()
                    .statusCode(200);
        }
        given().post("/api/imports/" + id + "/start").then().statusCode(200);
        await().atMost(LONG).until(() -> List.of("done", "failed")
                .contains(get("/api/imports/" + id).path("state")));
        return get("/api/imports/" + id).jsonPath();
    }

    private static List<String> digests(String jsonl) {
        return jsonl.lines()
                .map(it -> JsonPath.from(it).getString("content_sha256"))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "agent", "jsonl", "zip"})
    void whatWasExportedComesBackEqual(String format) {
        // given
        JsonPath export = export("{'ids': ['tip', 'other'], 'format': '" + format + "'}");
        List<String> before = digests(text(export("{'ids': ['tip', 'other'], 'format': 'jsonl'}")));

        // when
        JsonPath imported = bringIn(file(export));

        // then
        assertThat(imported.getList("problems")).isEmpty();
        assertThat(imported.getInt("imported")).isEqualTo(2);
        List<String> ids = imported.getList("sessions.session_id");
        String again = text(export("{'ids': ['" + String.join("','", ids) + "'], 'format': 'jsonl'}"));
        assertThat(digests(again)).isEqualTo(before);
    }

    @Test
    void whatWasImportedIsListedLikeOthersAndStaysAsItIs() {
        // when
        JsonPath imported = bringIn(file(export("{'ids': ['tip'], 'format': 'agent'}")));

        // then
        String id = imported.getString("sessions[0].session_id");
        await().atMost(LONG).untilAsserted(() -> get("/api/session?session_id=" + id)
                .then()
                .statusCode(200)
                .body("session.title", equalTo("=Soup, \"hot\""))
                .body("session.read_only", equalTo(true))
                .body("session.messages", hasSize(6))
                .body("session.input_tokens", equalTo(17))
                .body(
                        "session.created_at",
                        equalTo(get("/api/session?session_id=tip").path("session.created_at"))));
        given().body("{\"session_id\": \"" + id + "\"}")
                .post("/api/session/clear")
                .then()
                .statusCode(403)
                .body("code", equalTo("imported_read_only"));
    }

    @Test
    void whatTheAgentItselfExportedIsReadAsItsStoreIs() {
        // given
        String file = """
                {"id": "%1$s", "source": "cli", "model": "m", "system_prompt": "You are", "started_at": 1760000000.0,
                 "estimated_cost_usd": 0.5, "actual_cost_usd": null, "cost_status": "estimated", "messages": [
                 {"id": 1, "session_id": "%1$s", "role": "session_meta", "content": "{}", "active": 1, "compacted": 0},
                 {"id": 2, "role": "user", "content": "before", "timestamp": 1760000001.0, "active": 0, "compacted": 1},
                 {"id": 3, "role": "user", "content": "taken back", "active": 0, "compacted": 0},
                 {"id": 4, "role": "assistant", "content": null, "active": 1, "compacted": 0, "finish_reason": "tool_calls",
                  "tool_calls": "[{\\"id\\": \\"c1\\", \\"function\\": {\\"name\\": \\"read\\", \\"arguments\\": \\"{}\\"}}]",
                  "reasoning": "I look", "reasoning_details": "[{\\"index\\": 0}]"},
                 {"id": 5, "role": "tool", "content": "found", "tool_call_id": "c1", "tool_name": "read", "tool_calls": null},
                 {"id": 6, "role": "user", "content": [{"type": "text", "text": "parts"}], "active": 1}]}
                """.formatted(word).replace("\n", "");

        // when
        JsonPath imported = bringIn(file.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(imported.getList("problems")).isEmpty();
        get("/api/session?session_id=" + imported.getString("sessions[0].session_id"))
                .then()
                .body("session.messages.role", contains("user", "assistant", "tool", "user"))
                .body("session.messages[0].compacted", equalTo(true))
                .body("session.messages[1].tool_calls[0].function.name", equalTo("read"))
                .body("session.messages[1].reasoning_details[0].index", equalTo(0))
                .body("session.messages[2].tool_call_id", equalTo("c1"))
                .body("session.messages[3].content[0].text", equalTo("parts"));
    }

    @Test
    void whatIsThereIsNotImportedTwice() {
        // given
        byte[] file = file(export("{'ids': ['tip', 'other'], 'format': 'jsonl'}"));
        bringIn(file);

        // when
        JsonPath again = bringIn(file);

        // then
        assertThat(again.getInt("imported")).isZero();
        assertThat(again.getInt("duplicates")).isEqualTo(2);
    }

    @Test
    void whatSaysTheSameUnderAnotherIdIsAnotherOne() {
        // given
        String empty = "{\"id\": \"" + word + "%s\", \"messages\": []}\n";
        String file = empty.formatted("1")
                + empty.formatted("2")
                + conversation(word + "3", word)
                + conversation(word + "4", word)
                + conversation(word + "4", word);

        // when
        JsonPath imported = bringIn(file.getBytes(StandardCharsets.UTF_8));
        JsonPath again = bringIn(file.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(imported.getInt("imported")).isEqualTo(4);
        assertThat(again.getInt("imported")).isZero();
        assertThat(again.getInt("duplicates")).isEqualTo(4);
    }

    @Test
    void whatWasImportedAndIsExportedAgainIsThere() {
        // given
        JsonPath imported = bringIn(file(export("{'ids': ['tip'], 'format': 'jsonl'}")));
        String id = imported.getString("sessions[0].session_id");

        // when
        JsonPath again = bringIn(file(export("{'ids': ['" + id + "'], 'format': 'jsonl'}")));

        // then
        assertThat(again.getInt("imported")).isZero();
        assertThat(again.getInt("duplicates")).isEqualTo(1);
    }

    @Test
    void theSameIsMadeOfTheSame() {
        // when
        byte[] one = file(export("{'ids': ['tip'], 'format': 'html'}"));
        byte[] other = file(export("{'ids': ['tip'], 'format': 'html'}"));

        // then
        assertThat(one).isEqualTo(other);
    }

    @Test
    void aBadPlaceIsToldAndHoldsUpNothingBeforeIt() {
        // given
        String good = "{\"id\": \"a\", \"messages\": [{\"role\": \"user\", \"content\": \"" + word + "\"}]}\n";
        String changed =
                "{\"id\": \"b\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"content_sha256\": \"00\"}\n";
        String bad = "{\"id\": \"c\", \"messages\": [{\"role\": \"user\", }]}\n";

        // when
        JsonPath imported = bringIn((good + changed + "{\"id\": \"d\"}\n" + bad).getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(imported.getInt("imported")).isEqualTo(1);
        assertThat(imported.getList("problems.line")).containsExactly(2, 3, 4);
        assertThat(imported.getList("problems.session_id")).startsWith("b", "d");
        assertThat(imported.<String>getList("problems.remedy")).noneMatch(String::isEmpty);
    }

    private static String conversation(String id, String text) {
        return "{\"id\": \"" + id + "\", \"messages\": [{\"role\": \"user\", \"content\": \"" + text + "\"}]}\n";
    }

    @Test
    void aLineThatIsTooLargeOrBrokenHoldsUpNoOther() {
        // given
        String tooLarge = conversation("large", "x".repeat(17 << 20));
        String cutOff = conversation("cut", word).substring(0, 40) + "\n";

        // when
        JsonPath imported = bringIn((conversation("a", word)
                        + tooLarge
                        + conversation("b", "b" + word)
                        + cutOff
                        + conversation("c", "c" + word))
                .getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(imported.getString("state")).isEqualTo("done");
        assertThat(imported.getList("sessions.original_id")).containsExactly("a", "b", "c");
        assertThat(imported.getList("problems.line")).containsExactly(2, 4);
    }

    @Test
    void aFirstLineThatIsTooLargeHoldsUpNoOther() {
        // when
        JsonPath imported = bringIn((conversation("large", "x".repeat(17 << 20)) + conversation("b", word))
                .getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(imported.getInt("imported")).isEqualTo(1);
        assertThat(imported.getList("problems.line")).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "jsonl"})
    void aLargeMessageThatWasExportedComesBack(String format) {
        // given
        agent.message("tip", "tool", (word + " output\n").repeat((9 << 20) / (word.length() + 8)));
        JsonPath export = export("{'ids': ['tip', 'other'], 'format': '" + format + "'}");

        // when
        JsonPath imported = bringIn(file(export));

        // then
        assertThat(export.getLong("bytes")).isGreaterThan(9 << 20);
        assertThat(imported.getList("problems")).isEmpty();
        assertThat(imported.getInt("imported")).isEqualTo(2);
    }

    @Test
    void aZipThatWasChangedIsTold() throws IOException {
        // given
        byte[] zip = file(export("{'ids': ['other'], 'format': 'zip', 'formats': ['jsonl', 'html']}"));
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                names.add(each.getName());
            }
        }

        // then
        assertThat(names)
                .containsExactly(
                        "sessions/default/other.jsonl",
                        "sessions/default/other.html",
                        "sessions.csv",
                        "manifest.jsonl");
        JsonPath imported = bringIn(Zips.changed(zip, "sessions.csv"));
        assertThat(imported.getString("problems[0].error")).isEqualTo("sessions.csv is not as it was exported.");
        assertThat(imported.getInt("imported")).isEqualTo(1);
    }

    @Test
    void aFileIsHadInRanges() {
        // given
        JsonPath export = export("{'ids': ['tip'], 'format': 'jsonl'}");
        byte[] all = file(export);

        // then
        byte[] part = given().header("Range", "bytes=10-29")
                .get("/" + export.getString("url"))
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 10-29/" + all.length)
                .extract()
                .asByteArray();
        assertThat(part).isEqualTo(Arrays.copyOfRange(all, 10, 30));
        given().header("Range", "bytes=10-29")
                .header("If-Range", "\"another\"")
                .get("/" + export.getString("url"))
                .then()
                .statusCode(200);
        given().header("Range", "bytes=" + all.length + "-")
                .get("/" + export.getString("url"))
                .then()
                .statusCode(416);
        assertThat(export.getString("sha256")).hasSize(64);
        assertThat(export.getLong("bytes")).isEqualTo(all.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "agent", "jsonl", "markdown", "html"})
    void noExportShowsACredential(String format) {
        assertThat(text(export("{'ids': ['tip'], 'format': '" + format + "'}")))
                .contains("Begin with ghp_16...8B4a")
                .doesNotContain(TOKEN);
    }

    private static void mask(boolean on) {
        given().body("{\"api_redact_enabled\": " + on + "}")
                .post("/api/settings")
                .then()
                .statusCode(200);
    }

    @Test
    void whatWasExportedUnmaskedIsNotHadOnceCredentialsAreMasked() {
        // given
        mask(false);
        JsonPath shown;
        try {
            shown = export("{'ids': ['tip'], 'format': 'jsonl'}");
            assertThat(text(shown)).contains(TOKEN);
        } finally {
            mask(true);
        }
        JsonPath masked = export("{'ids': ['tip'], 'format': 'jsonl'}");

        // then
        get("/" + shown.getString("url")).then().statusCode(anyOf(equalTo(404), equalTo(409)));
        get("/" + shown.getString("url")).then().statusCode(404);
        mask(false);
        try {
            assertThat(text(masked)).doesNotContain(TOKEN);
        } finally {
            mask(true);
        }
    }

    @Test
    void aListIsNoFormula() {
        assertThat(text(export("{'query': {'source': 'cli'}, 'format': 'csv', 'all_profiles': true}")))
                .startsWith("session_id,conversation_id,profile,title")
                .contains("\"'=Soup, \"\"hot\"\"\"");
    }

    @Test
    void allIsAll() {
        assertThat(text(export("{'all': true, 'format': 'jsonl'}")).lines().filter(it -> it.contains(word)))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "jsonl"})
    void theAgentsFormHasTheFiguresOfAllSessionsOfAChain(String format) {
        // given
        agent.session(
                "first",
                Map.of(
                        "end_reason",
                        "compression",
                        "ended_at",
                        1_760_000_050.0,
                        "input_tokens",
                        100,
                        "reasoning_tokens",
                        7,
                        "estimated_cost_usd",
                        0.5,
                        "actual_cost_usd",
                        0.75));
        agent.session(
                "second",
                Map.of(
                        "parent_session_id",
                        "first",
                        "started_at",
                        1_760_000_100.0,
                        "input_tokens",
                        20,
                        "estimated_cost_usd",
                        0.25,
                        "cost_status",
                        "estimated"));
        agent.message("second", "user", word);
        await().atMost(LONG)
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItem("second")));

        // when
        String text = text(export("{'ids': ['second'], 'format': '" + format + "'}"));

        // then
        JsonPath all = JsonPath.from(text);
        assertThat(all.getInt("input_tokens")).isEqualTo(120);
        assertThat(all.getInt("reasoning_tokens")).isEqualTo(7);
        assertThat(all.getDouble("estimated_cost_usd")).isEqualTo(0.75);
        assertThat(all.getString("actual_cost_usd")).isNull();
        assertThat(all.getList("segments.input_tokens")).isEqualTo(List.of(100, 20));
        assertThat(all.<Float>getList("segments.estimated_cost_usd")).containsExactly(0.5f, 0.25f);
        assertThat(all.<Float>getList("segments.actual_cost_usd")).containsExactly(0.75f, null);
    }

    @Test
    void thePriceOfWhatWasImportedGoesOnAndIsNoEstimate() {
        // given
        JsonPath imported = bringIn(file(export("{'ids': ['tip'], 'format': 'jsonl'}")));
        String id = imported.getString("sessions[0].session_id");

        // when
        JsonPath again = JsonPath.from(text(export("{'ids': ['" + id + "'], 'format': 'jsonl'}")));

        // then
        assertThat(again.getString("estimated_cost_usd")).isNull();
        assertThat(again.getDouble("cost_usd")).isEqualTo(0.25);
    }

    @Test
    void aTypedSearchChooses() {
        // What was brought in of it before is found as well.
        assertThat(text(export("{'query': 'other', 'format': 'jsonl'}")).lines())
                .allMatch(line -> line.contains("\"title\":\"Other\""))
                .anyMatch(line -> line.contains("\"id\":\"other\""));
    }

    @Test
    void oneConversationIsHadAtOnce() {
        given().get("/api/session/export?session_id=root&format=json")
                .then()
                .statusCode(200)
                .header("Content-Disposition", startsWith("attachment; filename=\"hermes-root.json\""))
                .body("session_id", equalTo("tip"))
                .body("messages", hasSize(6));
        given().get("/api/session/export?session_id=tip&format=html")
                .then()
                .statusCode(200)
                .body(containsString("line &lt;b&gt;1&lt;/b&gt;"));
        given().get("/api/session/export?session_id=nobody").then().statusCode(404);
        given().get("/api/session/export?session_id=tip&format=pdf").then().statusCode(400);
    }

    @Test
    void whatIsNotWantedAnyMoreIsGone() {
        // given
        JsonPath export = export("{'ids': ['tip'], 'format': 'html'}");

        // when
        given().post("/api/exports/" + export.getString("id") + "/remove")
                .then()
                .statusCode(200);

        // then
        get("/" + export.getString("url")).then().statusCode(404);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        given().body("{}").post("/api/exports").then().statusCode(400);
        given().body("{\"all\": true, \"format\": \"pdf\"}")
                .post("/api/exports")
                .then()
                .statusCode(400);
        given().body("{\"ids\": [\"nobody\"]}").post("/api/exports").then().statusCode(404);
        given().body("{\"all\": true, \"format\": \"zip\", \"formats\": [\"zip\"]}")
                .post("/api/exports")
                .then()
                .statusCode(400);
        String id = given().post("/api/imports").path("id");
        given().body("x")
                .post("/api/imports/" + id + "/part?offset=5")
                .then()
                .statusCode(409)
                .body("offset", equalTo(0));
    }
}
