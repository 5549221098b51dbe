package ai.hermes.sessions.search;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SearchResourceTest {

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        agent.session("soup", Map.of("title", "Lentil soup", "source", "telegram", "started_at", 1_760_000_000.0));
        agent.message("soup", "user", "How long do lentils cook?");
        agent.message("soup", "assistant", "Twenty minutes, then taste.");
        agent.session("parser", Map.of("title", "Parser", "source", "cli", "estimated_cost_usd", 2.5));
        agent.message("parser", "user", "Why does src/main/App.java not compile? lentils");
        agent.message(
                "parser",
                "assistant",
                "Let me see",
                Map.of(
                        "tool_calls",
                        "[{\"id\": \"c1\", \"type\": \"function\", \"function\": {\"name\": \"terminal\","
                                + " \"arguments\": \"{\\\"command\\\": \\\"javac App.java\\\"}\"}}]"));
        agent.message(
                "parser",
                "tool",
                "{\"output\": \"missing semicolon\", \"exit_code\": 1}",
                Map.of("tool_name", "terminal", "tool_call_id", "c1"));
        await().atMost(30, SECONDS).untilAsserted(() -> given().get("/api/sessions")
                .then()
                .statusCode(200)
                .body("sessions.session_id", containsInAnyOrder("soup", "parser")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static ValidatableResponse search(String query) {
        return given().queryParam("q", query).get("/api/search").then();
    }

    private static ValidatableResponse sessions(String query) {
        return given().queryParam("q", query).get("/api/sessions/search").then();
    }

    @Test
    void inTheOldFormTitlesComeFirst() {
        sessions("lentil*").statusCode(200).body("sessions", empty());
        sessions("PARSER")
                .statusCode(200)
                .body("sessions.session_id", contains("parser"))
                .body("sessions.match_type", contains("title"))
                .body("query", equalTo("parser"))
                .body("count", equalTo(1))
                .body("all_profiles", equalTo(false))
                .body("active_profile", equalTo("default"));
    }

    @Test
    void inTheOldFormMessagesAreFoundWithAPreview() {
        sessions("lentils")
                .statusCode(200)
                .body("sessions.session_id", containsInAnyOrder("soup", "parser"))
                .body("sessions.match_type", contains("content", "content"))
                .body("sessions.match_preview", hasItem("How long do lentils cook?"));
    }

    @Test
    void inTheOldFormMessagesCanBeLeftOut() {
        given().queryParam("q", "lentils")
                .queryParam("content", "0")
                .get("/api/sessions/search")
                .then()
                .statusCode(200)
                .body("sessions", empty());
    }

    @Test
    void inTheOldFormNothingAskedForIsEverything() {
        sessions("")
                .statusCode(200)
                .body("sessions.session_id", containsInAnyOrder("soup", "parser"))
                .body("query", nullValue())
                .body("count", nullValue());
    }

    @Test
    void inTheOldFormAnySignIsAWord() {
        for (String query : List.of("\"", "source:", "a AND", "NEAR(", "-", "*", "%", "\u0000", "(((", "col:x")) {
            sessions(query).statusCode(200);
        }
    }

    @Test
    void whatWasFoundIsMarkedByPlaces() {
        search("taste")
                .statusCode(200)
                .body("results.session_id", contains("soup"))
                .body("results[0].hits[0].snippet.text", equalTo("Twenty minutes, then taste."))
                .body("results[0].hits[0].snippet.marks", contains(contains(21, 26)))
                .body("results[0].hits[0].snippet.field", equalTo("content"))
                .body("results[0].hits[0].role", equalTo("assistant"));
    }

    @Test
    void toolCallsAndTheirOutputAreFound() {
        search("javac").body("results[0].hits[0].snippet.field", equalTo("tool_call"));
        search("semicolon").body("results[0].hits[0].tool_name", equalTo("terminal"));
    }

    @Test
    void filtersNarrowASearch() {
        search("lentils source:telegram").body("results.session_id", contains("soup"));
        search("lentils -source:telegram").body("results.session_id", contains("parser"));
        search("lentils cost:>1").body("results.session_id", contains("parser"));
        search("lentils tool:terminal").body("results", empty());
        search("semicolon has:error").body("results.session_id", contains("parser"));
        search("tool:terminal").body("results.session_id", contains("parser"));
        search("has:error").body("results[0].hit_count", equalTo(1));
    }

    @Test
    void filtersAloneListConversations() {
        search("source:telegram").body("results.session_id", contains("soup"));
    }

    @Test
    void aPathIsFoundAsItStands() {
        search("main/App.java")
                .statusCode(200)
                .body("results.session_id", contains("parser"))
                .body("searched.by", hasItem("parts"))
                .body("not_searched.code", hasItem("parts_without_tool_output"));
    }

    @Test
    void whatMakesNoSenseIsToldWithItsPlace() {
        search("soup cost:much")
                .statusCode(400)
                .body("code", equalTo("query_invalid"))
                .body("position", equalTo(10))
                .body("length", equalTo(4))
                .body("error", containsString("number"));
    }

    @Test
    void aPageGoesOnWhereTheOneBeforeEnded() {
        String cursor = given().queryParam("q", "lentils")
                .queryParam("limit", 1)
                .get("/api/search")
                .then()
                .body("results", hasSize(1))
                .extract()
                .path("next_cursor");
        given().queryParam("q", "lentils")
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get("/api/search")
                .then()
                .statusCode(200)
                .body("results", hasSize(1))
                .body("next_cursor", nullValue());
        given().queryParam("q", "other")
                .queryParam("cursor", cursor)
                .get("/api/search")
                .then()
                .statusCode(400);
    }

    @Test
    void aCursorWithAMomentThatNoClockTellsIsRefused() {
        String cursor = given().queryParam("q", "lentils")
                .queryParam("limit", 1)
                .get("/api/search")
                .path("next_cursor");
        for (long moment : List.of(Long.MAX_VALUE, Long.MIN_VALUE, -1L, 253_402_300_800L)) {
            given().queryParam("q", "lentils")
                    .queryParam("cursor", withMoment(cursor, moment))
                    .get("/api/search")
                    .then()
                    .statusCode(400)
                    .body("error", containsString("cursor"));
        }
    }

    private static String withMoment(String cursor, long moment) {
        String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\0", -1);
        parts[1] = String.valueOf(moment);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aConversationDoesNotComeAgainWhenItsScoreFell() {
        // given
        JsonPath first = given().queryParam("q", "lentils")
                .queryParam("limit", 1)
                .get("/api/search")
                .jsonPath();

        // when
        for (int i = 0; i < 20; i++) {
            agent.message("parser", "assistant", "lentils, or what else may be said of " + i);
            agent.message("soup", "assistant", "lentils, or what else may be said of " + i);
        }

        // then
        given().queryParam("q", "lentils")
                .queryParam("cursor", first.getString("next_cursor"))
                .queryParam("limit", 1)
                .get("/api/search")
                .then()
                .statusCode(200)
                .body("results.session_id", not(hasItem(first.getString("results[0].session_id"))));
    }

    @Test
    void aConversationIsShownWhoseBestMessagesArePicturesThatOnlyAreStoredSo() {
        // given
        String picture = "\0json:[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:beans\"}}]";
        agent.session("wrapped");
        for (int i = 0; i < 4; i++) {
            agent.message("soup", "user", picture);
            agent.message("wrapped", "user", picture);
        }
        agent.message("soup", "user", "Rather something of beans, " + "and so on and so forth, ".repeat(20));
        await().atMost(30, SECONDS)
                .untilAsserted(
                        () -> given().get("/api/sessions").then().body("sessions.session_id", hasItem("wrapped")));

        // then
        search("beans")
                .statusCode(200)
                .body("results.session_id", contains("soup"))
                .body("results[0].hits", hasSize(1))
                .body("results[0].hits[0].snippet.text", containsString("something of beans"));
    }

    @Test
    void answersCanBeNarrowedByWhatTheyAreCountedBy() {
        search("lentils")
                .body("facets.source.value", containsInAnyOrder("cli", "telegram"))
                .body("facets.project.value", contains("none"))
                .body("facets.month", not(empty()));
    }

    @Test
    void conversationsAreCountedBySourceProjectAndMonthAndMessagesByTheirTool() {
        // given
        agent.session("cook", Map.of("source", "telegram", "started_at", 1_750_000_000.0));
        agent.message("cook", "tool", "lentils", Map.of("tool_name", "read_file", "timestamp", 1_750_000_000.0));
        agent.message("cook", "tool", "more lentils", Map.of("tool_name", "read_file", "timestamp", 1_750_000_000.0));
        agent.message("cook", "tool", "lentils again", Map.of("tool_name", "terminal", "timestamp", 1_750_000_000.0));
        // The name of a tool that is called is none of a result.
        agent.message("cook", "assistant", "lentils", Map.of("tool_name", "browser", "timestamp", 1_750_000_000.0));
        await().atMost(30, SECONDS)
                .untilAsserted(() -> given().get("/api/sessions").then().body("sessions.session_id", hasItem("cook")));

        // then
        search("lentils")
                .body("facets.source.value", contains("telegram", "cli"))
                .body("facets.source.count", contains(2, 1))
                .body("facets.project.count", contains(3))
                .body("facets.month.find { it.value == '2025-06' }.count", equalTo(1))
                .body("facets.tool.value", contains("read_file", "terminal"))
                .body("facets.tool.count", contains(2, 1));
        given().queryParam("q", "lentils")
                .queryParam("facets", 0)
                .get("/api/search")
                .then()
                .body("facets", nullValue());
    }

    @Test
    void anIllStoreIsNoEmptyAnswer() {
        // given
        agent.close();
        home.clear();
        IllStore.GARBAGE.put(home.stateDb());

        // then
        await().atMost(30, SECONDS)
                .untilAsserted(() -> search("lentils").statusCode(503).body("code", equalTo("store_not_a_database")));
        sessions("lentils").statusCode(503).body("code", equalTo("store_not_a_database"));
    }

    @Test
    void anIllStoreAmongOthersIsToldAndTheOthersAreSearched() {
        // given
        IllStore.GARBAGE.put(home.stateDb("ill"));

        // then
        await().atMost(30, SECONDS).untilAsserted(() -> given().queryParam("q", "taste")
                .queryParam("all_profiles", 1)
                .get("/api/search")
                .then()
                .statusCode(200)
                .body("results.session_id", contains("soup"))
                .body("not_searched.find { it.profile == 'ill' }.code", equalTo("store_not_a_database")));
    }

    @Test
    void aProfileThatIsNotThereIsNoEmptyAnswer() {
        given().queryParam("q", "taste")
                .queryParam("profile", "nobody")
                .get("/api/search")
                .then()
                .statusCode(404);
    }

    @Test
    void whatTheIndexDoesNotKnowYetIsTold() {
        // given
        agent.run("INSERT INTO state_meta VALUES('fts_rebuild_progress', '1'), ('fts_rebuild_high_water', '3')");

        // then
        search("taste")
                .statusCode(200)
                .body("not_searched.find { it.code == 'index_rebuilding' }.message", containsString("2 to 3"))
                .body("not_searched.find { it.code == 'index_rebuilding' }.scan_finds", equalTo(true));
    }

    @Test
    void aStaleIndexIsNotAskedAndAScanFindsAll() {
        // given
        agent.run("INSERT INTO state_meta VALUES('fts_stale', '1')");

        // then
        search("taste").statusCode(200).body("results", empty()).body("not_searched.code", hasItem("index_stale"));
        scan("taste").body("results.session_id", contains("soup"));
    }

    @Test
    void withoutAnIndexAScanFindsAll() {
        // given
        agent.run("DROP TRIGGER messages_fts_insert");
        agent.run("DROP TRIGGER messages_fts_delete");
        agent.run("DROP TRIGGER messages_fts_trigram_insert");
        agent.run("DROP TABLE messages_fts");
        agent.run("DROP TABLE messages_fts_trigram");

        // then
        search("taste").statusCode(200).body("not_searched.code", hasItem("index_missing"));
        scan("taste").body("results.session_id", contains("soup"));
    }

    private static ValidatableResponse scan(String query) {
        return given().queryParam("q", query)
                .queryParam("scan", 1)
                .get("/api/search")
                .then()
                .statusCode(200)
                .body("searched.by", hasItem("scan"))
                .body("next_cursor", nullValue());
    }

    @Test
    void oneCharacterOfChineseIsFoundByAScanAlone() {
        // given
        agent.message("soup", "user", "\u8c46\u8150\u6c64");

        // then
        search("\u8150").statusCode(200).body("results", empty()).body("not_searched.code", hasItem("too_short"));
        scan("\u8150").body("results[0].hits[0].snippet.marks", contains(contains(1, 2)));
    }

    @Test
    void aStoreWithATableThatNobodyCanReadIsSearchedAllTheSame() {
        // given
        agent.message("soup", "user", "\u8c46\u8150\u6c64");
        agent.addTableWithAbsentTokenizer();

        // then
        search("\u8c46\u8150\u6c64")
                .statusCode(200)
                .body("results.session_id", contains("soup"))
                .body("not_searched.code", hasItem("tokenizer_table"));
    }

    @Test
    void credentialsAreMaskedBeforePlacesAreCounted() {
        // given
        agent.message("soup", "user", "the key is sk-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH and tofu is ready");

        // then
        String text = search("tofu")
                .statusCode(200)
                .body("results[0].hits[0].snippet.text", not(containsString("ghijklmnopqrstuvw")))
                .extract()
                .path("results[0].hits[0].snippet.text");
        int at = text.indexOf("tofu");
        search("tofu").body("results[0].hits[0].snippet.marks", contains(contains(at, at + 4)));
    }

    @Test
    void theSameTextFiltersTheListAndIsASavedView() {
        given().queryParam("q", "lentil source:telegram")
                .get("/api/sessions")
                .then()
                .statusCode(200)
                .body("sessions.session_id", contains("soup"));
        String view = given().body("{\"name\": \"Dear ones\", \"query\": {\"q\": \"cost:>1\"}}")
                .post("/api/views/create")
                .then()
                .statusCode(200)
                .extract()
                .path("view.view_id");
        given().queryParam("view", view)
                .get("/api/sessions")
                .then()
                .statusCode(200)
                .body("sessions.session_id", contains("parser"));
        given().queryParam("q", "has:error").get("/api/sessions").then().statusCode(400);
        given().queryParam("q", "cost:x")
                .get("/api/sessions")
                .then()
                .statusCode(400)
                .body("position", equalTo(5));
    }
}
