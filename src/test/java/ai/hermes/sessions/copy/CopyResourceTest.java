package ai.hermes.sessions.copy;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class CopyResourceTest {

    private static final String LIST = "/api/sessions";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is added stays in memory when a test takes the home away, so no two tests name a session alike. */
    private static final AtomicInteger NAMES = new AtomicInteger();

    TestHome home;
    private AgentProcess agent;
    private String talk;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        talk = "copied_" + NAMES.incrementAndGet();
        agent.session(talk, Map.of("title", "Soup", "cwd", "/tmp", "model", "openai/gpt-5"));
        agent.message(talk, "user", "How long do lentils take?");
        agent.message(talk, "assistant", "Twenty minutes.");
        agent.message(talk, "user", "And beans?");
        agent.message(talk, "assistant", "Longer.");
        await().atMost(PATIENCE)
                .untilAsserted(() -> get(LIST).then().statusCode(200).body("sessions.session_id", hasItems(talk)));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        try {
            return given().body(JSON.writeValueAsString(body)).post(path).then();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ValidatableResponse session(String deed, String id, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("session_id", id);
        return post("/api/session/" + deed, body);
    }

    private static ValidatableResponse session(String deed, String id) {
        return session(deed, id, Map.of());
    }

    private String duplicate() {
        return session("duplicate", talk).statusCode(200).extract().path("session.session_id");
    }

    private static ValidatableResponse open(String id) {
        return given().queryParam("session_id", id).get("/api/session").then();
    }

    private static JsonPath row(String id) {
        return get(LIST).jsonPath().setRootPath("sessions.find { it.session_id == '" + id + "' }");
    }

    @Test
    void aDuplicateHasAllMessagesUnderAnIdOfItsOwn() {
        // when
        ValidatableResponse answer = session("duplicate", talk);

        // then
        answer.statusCode(200)
                .body("session.session_id", matchesPattern("[0-9a-f]{12}"))
                .body("session.title", equalTo("Soup (copy)"))
                .body("session.workspace", equalTo("/tmp"))
                .body("session.model", equalTo("openai/gpt-5"))
                .body("session.message_count", equalTo(4))
                .body("session.user_message_count", equalTo(2))
                .body("session.keeper", equalTo("copy"))
                .body("session.session_source", equalTo("webui"));
        String id = answer.extract().path("session.session_id");
        get(LIST).then().body("sessions.session_id", hasItems(id, talk));
        open(id).body(
                        "session.messages.content",
                        contains("How long do lentils take?", "Twenty minutes.", "And beans?", "Longer."))
                .body("session.messages.session_id", contains(id, id, id, id))
                .body("session.messages.id", contains(1, 2, 3, 4));
    }

    @Test
    void aConversationOfSeveralSegmentsIsCopiedWhole() {
        // given
        String tip = talk + "_tip";
        agent.run("UPDATE sessions SET end_reason = 'compression', ended_at = 5, started_at = 1 WHERE id = ?", talk);
        agent.session(tip, Map.of("parent_session_id", talk, "started_at", 6));
        agent.message(tip, "user", "And rice?");
        await().atMost(PATIENCE).untilAsserted(() -> get(LIST).then().body("rules.segment", equalTo(1)));

        // then
        session("duplicate", tip).body("session.message_count", equalTo(5));
    }

    @Test
    void longResultsOfToolsAreCopiedUncut() {
        // given
        agent.message(talk, "tool", "x".repeat(10_000), Map.of("tool_call_id", "c1", "tool_name", "cat"));

        // when
        String id = duplicate();

        // then
        open(id).body("session.messages[4].content.length()", equalTo(10_000))
                .body("session.messages[4].tool_call_id", equalTo("c1"))
                .body("session.messages[4].tool_name", equalTo("cat"));
        given().queryParam("session_id", id)
                .queryParam("msg_limit", 1)
                .get("/api/session")
                .then()
                .body("session.messages[1].content.length()", equalTo(4096))
                .body("session._messages_offset", equalTo(3));
    }

    @Test
    void aLongConversationIsCopiedPieceByPiece() {
        // given
        agent.run("""
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                INSERT INTO messages (session_id, role, content, timestamp)
                SELECT ?, CASE WHEN i % 2 = 1 THEN 'user' ELSE 'assistant' END, 'Message ' || i, 2000 + i FROM n
                """, talk);

        // when
        String id = session("duplicate", talk).statusCode(200).extract().path("session.session_id");

        // then
        open(id).body("session.message_count", equalTo(2004))
                .body("session.messages[4].content", equalTo("Message 1"))
                .body("session.messages[2003].content", equalTo("Message 2000"));
    }

    @Test
    void aBranchKeepsTheFirstMessagesAndStandsUnderItsParent() {
        // when
        ValidatableResponse answer = session("branch", talk, Map.of("keep_count", 2, "title", "  Only lentils "));

        // then
        String id = answer.statusCode(200)
                .body("title", equalTo("Only lentils"))
                .body("parent_session_id", equalTo(talk))
                .extract()
                .path("session_id");
        open(id).body("session.messages.content", contains("How long do lentils take?", "Twenty minutes."));
        get(LIST)
                .then()
                .rootPath("sessions.find { it.session_id == '" + id + "' }")
                .body("session_source", equalTo("fork"))
                .body("parent_session_id", equalTo(talk))
                .body("parent_title", equalTo("Soup"))
                .body("relationship_type", equalTo("child_session"))
                .body("is_cli_session", equalTo(false));
    }

    @Test
    void aBranchWithoutMoreIsAForkOfAll() {
        ValidatableResponse answer = session("branch", talk);
        answer.statusCode(200).body("title", equalTo("Soup (fork)"));
        open(answer.extract().path("session_id")).body("session.message_count", equalTo(4));
    }

    @ParameterizedTest
    @CsvSource({
        "two, keep_count must be an integer",
        "1.5, keep_count must be an integer",
        "-1, keep_count must be non-negative",
        "'', Missing required field(s): keep_count"
    })
    void aCountThatIsNoneIsRefused(String count, String error) {
        session("truncate", duplicate(), Map.of("keep_count", count))
                .statusCode(400)
                .body("error", equalTo(error));
    }

    @Test
    void aCopyCanBeCut() {
        // given
        String id = duplicate();

        // when
        ValidatableResponse answer = session("truncate", id, Map.of("keep_count", 1));

        // then
        answer.statusCode(200).body("ok", equalTo(true)).body("session.message_count", equalTo(1));
        open(id).body("session.messages.content", contains("How long do lentils take?"));
        open(talk).body("session.message_count", equalTo(4));
    }

    @Test
    void aCutBehindTheEndChangesNothing() {
        session("truncate", duplicate(), Map.of("keep_count", "99999999999999999999"))
                .statusCode(200)
                .body("session.message_count", equalTo(4));
    }

    @Test
    void aCopyCanBeCleared() {
        // given
        String id = duplicate();
        session("rename", id, Map.of("title", "Mine")).statusCode(200);

        // when
        ValidatableResponse answer = session("clear", id);

        // then
        answer.statusCode(200)
                .body("ok", equalTo(true))
                .body("session.title", equalTo("Untitled"))
                .body("session.message_count", equalTo(0));
        open(id).body("session.messages", empty());
    }

    @Test
    void aRetryGivesBackWhatTheUserSaidLast() {
        // given
        String id = duplicate();

        // then
        session("retry", id)
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("last_user_text", equalTo("And beans?"))
                .body("removed_count", equalTo(2));
        open(id).body("session.message_count", equalTo(2));
    }

    @Test
    void anUndoRemovesTheLastTurn() {
        // given
        String id = duplicate();

        // then
        session("undo", id)
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("removed_count", equalTo(2))
                .body("removed_preview", equalTo("And beans?"));
        open(id).body("session.message_count", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "undo"})
    void withNothingToTakeBackTheErrorComesWithStatus200(String deed) {
        // given
        String id = duplicate();
        session("clear", id);

        // then
        session(deed, id)
                .statusCode(200)
                .body("error", matchesPattern("There is .*"))
                .body("$", not(hasKey("ok")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate", "clear", "retry", "undo", "update", "toolsets"})
    void aSessionOfTheAgentIsNotChangedButCanBeDuplicated(String deed) {
        session(deed, talk, Map.of("keep_count", 1, "workspace", "/tmp", "toolsets", List.of("web")))
                .statusCode(403)
                .body("code", equalTo("belongs_to_agent"))
                .body("error", containsString("Duplicate it first"));
        open(talk).body("session.message_count", equalTo(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duplicate",
                "branch",
                "truncate",
                "clear",
                "retry",
                "undo",
                "update",
                "toolsets",
                "draft",
                "import_cli"
            })
    void withoutAnIdTheMissingFieldIsNamed(String deed) {
        given().body("nonsense")
                .post("/api/session/" + deed)
                .then()
                .statusCode(400)
                .body("error", equalTo("Missing required field(s): session_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "branch", "truncate", "clear", "retry", "undo", "update", "toolsets", "draft"})
    void anUnknownSessionIsNotFound(String deed) {
        session(deed, "nobody/../x", Map.of("keep_count", 1))
                .statusCode(404)
                .body("error", equalTo("Session not found"));
    }

    @Test
    void aCopyCanBeOrganisedAndCopiedAgain() {
        // given
        String id = duplicate();

        // when
        session("rename", id, Map.of("title", "Stew")).statusCode(200);
        session("archive", id).statusCode(200).body("session.archived", equalTo(true));
        session("archive", id, Map.of("archived", false)).statusCode(200);

        // then
        session("duplicate", id)
                .statusCode(200)
                .body("session.title", equalTo("Stew (copy)"))
                .body("session.message_count", equalTo(4));
    }

    @Test
    void aCopyCanBeSetUp() {
        // given
        String id = duplicate();

        // when
        session(
                        "update",
                        id,
                        Map.of("workspace", home.path().toString(), "model", "anthropic/claude", "model_provider", "x"))
                .statusCode(200)
                .body("session.workspace", equalTo(home.path().toString()))
                .body("session.model", equalTo("anthropic/claude"))
                .body("session.model_provider", equalTo("x"));
        session("toolsets", id, Map.of("toolsets", List.of("web", "files")))
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("enabled_toolsets", contains("web", "files"));

        // then
        open(id).body("session.enabled_toolsets", contains("web", "files"))
                .body("session.model", equalTo("anthropic/claude"));
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        session("update", duplicate(), Map.of("workspace", "/not/there"))
                .statusCode(400)
                .body("error", equalTo("Path does not exist: /not/there"));
    }

    @Test
    void toolsetsAreAListOrNothing() {
        // given
        String id = duplicate();

        // then
        for (Object wrong : List.of(List.of(), "web", List.of(1), Map.of("a", "b"))) {
            session("toolsets", id, Map.of("toolsets", wrong))
                    .statusCode(400)
                    .body("error", equalTo("toolsets must be a non-empty list or null"));
        }
        session("toolsets", id).statusCode(200).body("enabled_toolsets", nullValue());
    }

    @Test
    void aDraftIsKeptForASessionOfTheAgent() {
        // when
        ValidatableResponse first = session("draft", talk, Map.of("text", "And pe", "files", List.of("a.txt")));
        ValidatableResponse again = session("draft", talk, Map.of("text", "And pe"));

        // then
        first.statusCode(200)
                .body("ok", equalTo(true))
                .body("draft.text", equalTo("And pe"))
                .body("draft.files", contains("a.txt"))
                .body("$", not(hasKey("unchanged")));
        again.body("unchanged", equalTo(true)).body("draft.files", contains("a.txt"));
        open(talk)
                .body("session.composer_draft.text", equalTo("And pe"))
                .body("session.composer_draft.files", contains("a.txt"));
    }

    @Test
    void aDraftIsCutAtItsGreatestLength() {
        session("draft", talk, Map.of("text", "x".repeat(50_001)))
                .statusCode(200)
                .body("draft.text.length()", equalTo(50_000));
    }

    @Test
    void messagesFromAFileBecomeAConversation() {
        // when
        ValidatableResponse answer = post(
                "/api/session/import",
                Map.of(
                        "title",
                        "From a file",
                        "model",
                        "openai/gpt-5",
                        "pinned",
                        true,
                        "messages",
                        List.of(
                                Map.of("role", "user", "content", "Hello", "timestamp", 1795480000),
                                Map.of(
                                        "role",
                                        "assistant",
                                        "content",
                                        List.of(Map.of("type", "text", "text", "Hi")),
                                        "api_content",
                                        "secret"))));

        // then
        String id = answer.statusCode(200)
                .body("ok", equalTo(true))
                .body("session.session_id", matchesPattern("[0-9a-f]{12}"))
                .body("session.title", equalTo("From a file"))
                .body("session.pinned", equalTo(true))
                .body("session.message_count", equalTo(2))
                .extract()
                .path("session.session_id");
        open(id).body("session.messages[0].timestamp", equalTo(1795480000))
                .body("session.messages[1].content[0].text", equalTo("Hi"))
                .body("session.messages[1]", not(hasKey("api_content")));
        session("pin", id, Map.of("pinned", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|Request body must be a JSON object",
                "{}|JSON must contain a \"messages\" array",
                "{\"messages\": {}}|JSON must contain a \"messages\" array",
                "{\"messages\": [], \"tool_calls\": 1}|JSON \"tool_calls\" must be an array",
                "{\"messages\": [1]}|JSON \"messages\" must hold objects"
            })
    void aFileThatIsNoConversationIsRefused(String body, String error) {
        given().body(body).post("/api/session/import").then().statusCode(400).body("error", equalTo(error));
    }

    @Test
    void aSessionOfTheAgentIsShownWithoutBeingImported() {
        session("import_cli", talk)
                .statusCode(200)
                .body("imported", equalTo(false))
                .body("session.session_id", equalTo(talk))
                .body("session.messages.size()", equalTo(4));
        session("import_cli", "nobody").statusCode(404).body("error", equalTo("Session not found in CLI store"));
    }

    @Test
    void aProfileThatIsNoneIsRefused() {
        session("import_cli", talk, Map.of("profile", "nowhere"))
                .statusCode(400)
                .body("error", equalTo("invalid profile"));
        session("import_cli", talk, Map.of("all_profiles", true))
                .statusCode(400)
                .body("error", equalTo("profile is required for all_profiles import"));
    }

    @Test
    void emptyCopiesGoToTheTrash() {
        // given
        String untitled = duplicate();
        session("clear", untitled);
        String titled = duplicate();
        session("clear", titled);
        session("rename", titled, Map.of("title", "Named"));
        String full = duplicate();
        String agents = talk + "_empty";
        agent.session(agents);
        await().atMost(PATIENCE).untilAsserted(() -> get(LIST).then().body("rules.empty", equalTo(3)));

        // when
        int cleaned = post("/api/sessions/cleanup", Map.of())
                .statusCode(200)
                .body("ok", equalTo(true))
                .extract()
                .path("cleaned");
        int cleanedAll = post("/api/sessions/cleanup_zero_message", Map.of())
                .statusCode(200)
                .extract()
                .path("cleaned");

        // then
        assertThat(cleaned).isEqualTo(1);
        assertThat(cleanedAll).isEqualTo(1);
        get(LIST + "?rule=trashed").then().body("sessions.session_id", containsInAnyOrder(untitled, titled));
        get(LIST + "?rule=empty").then().body("sessions.session_id", contains(agents));
        get(LIST).then().body("sessions.session_id", hasItem(full));
    }

    @Test
    void onlyCopiesInTheTrashAreRemovedForGood() {
        // given
        String trashed = duplicate();
        String kept = duplicate();
        session("delete", trashed).statusCode(200);
        session("delete", talk).statusCode(200);

        // when
        post("/api/sessions/copies/purge", Map.of()).statusCode(200);

        // then
        open(trashed).statusCode(404);
        open(kept).statusCode(200).body("session.messages.size()", equalTo(4));
        get(LIST + "?rule=trashed").then().body("sessions.session_id", contains(talk));
    }

    @Test
    void copiesAreThereWithoutTheStore() {
        // given
        String id = duplicate();

        // when
        agent.release();
        TestHome.remove(home.stateDb());

        // then
        await().atMost(PATIENCE).untilAsserted(() -> get(LIST)
                .then()
                .statusCode(200)
                .body("fault.code", equalTo("store_missing"))
                .body("sessions.session_id", hasItem(id)));
        open(id).statusCode(200).body("session.messages.size()", equalTo(4));
        session("truncate", id, Map.of("keep_count", 1)).statusCode(200);
        assertThat(row(id).getInt("message_count")).isEqualTo(1);
    }
}
