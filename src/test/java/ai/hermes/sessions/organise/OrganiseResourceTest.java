package ai.hermes.sessions.organise;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class OrganiseResourceTest {

    private static final String LIST = "/api/sessions";
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
        talk = session(Map.of());
        listed(talk);
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private String session(Map<String, ?> columns) {
        String id = "talk_" + NAMES.incrementAndGet();
        agent.session(id, columns);
        agent.message(id, "user", "Hello from " + id);
        return id;
    }

    private void listed(String... ids) {
        await().untilAsserted(() -> get(LIST).then().statusCode(200).body("sessions.session_id", hasItems(ids)));
    }

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        try {
            return given().contentType("text/plain; charset=utf-8")
                    .body(JSON.writeValueAsString(body))
                    .post(path)
                    .then();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ValidatableResponse organise(String deed, Map<String, ?> body) {
        return post("/api/session/" + deed, body);
    }

    private static ValidatableResponse pin(String id) {
        return organise("pin", Map.of("session_id", id));
    }

    private static String project() {
        return post("/api/projects/create", Map.of("name", "Garden")).extract().path("project.project_id");
    }

    private static JsonPath row(String id) {
        return get(LIST).jsonPath().setRootPath("sessions.find { it.session_id == '" + id + "' }");
    }

    @Test
    void aPinIsInTheAnswerAndAtOnceInTheList() {
        pin(talk)
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("session.session_id", equalTo(talk))
                .body("session.pinned", equalTo(true));
        assertThat(row(talk).getBoolean("pinned")).isTrue();
    }

    @Test
    void aPinOfTheAgentCanBeTakenAway() {
        // given
        String pinned = session(Map.of("pinned", 1));
        listed(pinned);

        // when
        organise("pin", Map.of("session_id", pinned, "pinned", false)).body("session.pinned", equalTo(false));

        // then
        assertThat(row(pinned).getBoolean("pinned")).isFalse();
    }

    @Test
    void onlyThreeVisibleConversationsCanBePinned() {
        // given
        List<String> others =
                IntStream.range(0, 3).mapToObj(i -> session(Map.of())).toList();
        listed(others.toArray(String[]::new));
        others.forEach(id -> pin(id).statusCode(200));

        // when
        ValidatableResponse fourth = pin(talk);

        // then
        fourth.statusCode(400)
                .body("error", equalTo("Up to 3 sessions can be pinned. Unpin one before pinning another."));
    }

    @Test
    void pinningAgainWhatIsPinnedNeedsNoPlace() {
        // given
        List<String> all =
                IntStream.range(0, 3).mapToObj(i -> session(Map.of())).toList();
        listed(all.toArray(String[]::new));
        all.forEach(OrganiseResourceTest::pin);

        // when
        ValidatableResponse again = pin(all.get(0));

        // then
        again.statusCode(200);
    }

    @Test
    void pinnedConversationsThatAreArchivedTakeNoPlace() {
        // given
        List<String> others =
                IntStream.range(0, 3).mapToObj(i -> session(Map.of())).toList();
        listed(others.toArray(String[]::new));
        others.forEach(OrganiseResourceTest::pin);
        organise("archive", Map.of("session_id", others.get(0))).statusCode(200);

        // when
        ValidatableResponse fourth = pin(talk);

        // then
        fourth.statusCode(200);
    }

    @Test
    void anArchivedConversationLeavesTheListAndComesBack() {
        // given
        organise("archive", Map.of("session_id", talk)).body("session.archived", equalTo(true));
        get(LIST).then().body("sessions", empty()).body("archived_count", equalTo(1));

        // when
        organise("archive", Map.of("session_id", talk, "archived", false));

        // then
        get(LIST).then().body("sessions.session_id", hasItem(talk));
    }

    @Test
    void aConversationThatTheAgentArchivedCanBeTakenBack() {
        // given
        String filed = session(Map.of("archived", 1));
        await().untilAsserted(() -> get(LIST).then().body("archived_count", equalTo(1)));

        // when
        organise("archive", Map.of("session_id", filed, "archived", false)).statusCode(200);

        // then
        get(LIST).then().body("sessions.session_id", containsInAnyOrder(filed, talk));
    }

    @Test
    void aConversationIsMovedIntoAProjectAndOutOfIt() {
        // given
        String project = project();
        organise("move", Map.of("session_id", talk, "project_id", project))
                .statusCode(200)
                .body("session.project_id", equalTo(project));
        assertThat(row(talk).getString("project_id")).isEqualTo(project);

        // when
        organise("move", Map.of("session_id", talk, "project_id", "")).statusCode(200);

        // then
        assertThat(row(talk).getString("project_id")).isNull();
    }

    @Test
    void theConversationsOfADeletedProjectAreInNone() {
        // given
        String project = project();
        organise("move", Map.of("session_id", talk, "project_id", project));

        // when
        post("/api/projects/delete", Map.of("project_id", project)).statusCode(200);

        // then
        get(LIST).then().body("sessions[0].project_id", nullValue());
    }

    @Test
    void aProjectThatIsNotThereIsNotFound() {
        organise("move", Map.of("session_id", talk, "project_id", "0123456789ab"))
                .statusCode(404)
                .body("error", equalTo("Project not found"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Watering plan | Watering plan",
                "\"   \" | Untitled",
                "\"  Tea  \" | Tea",
                "\u00e9\ud83c\udf31 | \u00e9\ud83c\udf31"
            })
    void aTitleOfOnesOwnWins(String title, String shown) {
        organise("rename", Map.of("session_id", talk, "title", title))
                .statusCode(200)
                .body("session.title", equalTo(shown));
        assertThat(row(talk).getString("title")).isEqualTo(shown);
    }

    @Test
    void aTitleIsCutTo80Characters() {
        organise("rename", Map.of("session_id", talk, "title", "x".repeat(100)))
                .body("session.title", equalTo("x".repeat(80)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pin     | {}                  | Missing required field(s): session_id",
                "archive | no JSON             | Missing required field(s): session_id",
                "move    | {\"session_id\": []} | Missing required field(s): session_id",
                "rename  | []                  | Missing required field(s): session_id, title",
                "rename  | {\"session_id\": \"x\", \"title\": \"\"} | Missing required field(s): title"
            },
            quoteCharacter = '\'')
    void aBodyThatLacksSomethingIsRefused(String deed, String body, String error) {
        given().body(body).post("/api/session/" + deed).then().statusCode(400).body("error", equalTo(error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin", "archive", "move", "rename"})
    void aSessionThatIsNotThereIsNotFound(String deed) {
        for (Object id : List.of("nobody", "../state.db", "\u0000", 7, "x".repeat(10_000))) {
            organise(deed, Map.of("session_id", id, "title", "x"))
                    .statusCode(404)
                    .body("error", equalTo("Session not found"));
        }
    }

    @ParameterizedTest
    @CsvSource({"pin, 400, pinned", "archive, 400, archived", "move, 403, moved", "rename, 403, renamed"})
    void aSubagentIsLeftAsItIs(String deed, int status, String done) {
        // given
        String child = session(Map.of("source", "subagent", "parent_session_id", talk));
        await().untilAsserted(() -> get(LIST + "?rule=child").then().body("sessions.session_id", hasItem(child)));

        // when
        ValidatableResponse answer = organise(deed, Map.of("session_id", child, "title", "x"));

        // then
        answer.statusCode(status)
                .body("error", equalTo("Subagent sessions are view-only and cannot be " + done + " from WebUI"));
    }

    @Test
    void aSessionOfAnotherProfileIsNotFound() {
        // given
        agent.create(home.stateDb("work"), 31);
        String theirs = session(Map.of());
        await().untilAsserted(() ->
                get(LIST + "?all_profiles=1").then().body("sessions.session_id", containsInAnyOrder(theirs, talk)));

        // when
        ValidatableResponse answer = pin(theirs);

        // then
        answer.statusCode(404).body("error", equalTo("Session not found"));
        given().cookie("hermes_profile", "work")
                .body(Map.of("session_id", theirs))
                .contentType("application/json")
                .post("/api/session/pin")
                .then()
                .statusCode(200);
    }

    @Test
    void aConversationKeepsAllThroughFiveCompactions() {
        // given
        String project = project();
        pin(talk);
        organise("move", Map.of("session_id", talk, "project_id", project));
        organise("rename", Map.of("session_id", talk, "title", "Watering"));
        organise("tag", Map.of("session_id", talk, "add", List.of("garden")));

        // when
        String tip = talk;
        for (int i = 0; i < 5; i++) {
            String next = "talk_" + NAMES.incrementAndGet();
            agent.run("UPDATE sessions SET end_reason = 'compression', ended_at = started_at + 1 WHERE id = ?", tip);
            agent.session(next, Map.of("parent_session_id", tip, "title", "Title of the agent, part " + i));
            agent.message(next, "user", "And so on");
            tip = next;
        }

        // then
        listed(tip);
        assertThat(row(tip).getMap(""))
                .containsAllEntriesOf(Map.of(
                        "conversation_id",
                        talk,
                        "pinned",
                        true,
                        "project_id",
                        project,
                        "title",
                        "Watering",
                        "tags",
                        List.of("garden")));
    }

    @Test
    void theIdOfAnySegmentWillDo() {
        // given
        agent.run("UPDATE sessions SET end_reason = 'compression', ended_at = started_at + 1 WHERE id = ?", talk);
        String tip = session(Map.of("parent_session_id", talk));
        listed(tip);

        // when
        pin(talk).body("session.session_id", equalTo(tip));

        // then
        assertThat(row(tip).getBoolean("pinned")).isTrue();
    }

    @Test
    void anUnchangedListIsAskedForAnewAfterAChange() {
        // given
        String tag = get(LIST).header("ETag");
        given().header("If-None-Match", tag).get(LIST).then().statusCode(304);

        // when
        organise("rename", Map.of("session_id", talk, "title", UUID.randomUUID().toString()));

        // then
        given().header("If-None-Match", tag).get(LIST).then().statusCode(200);
    }

    @Test
    void theStoreIsLeftAsItIs() {
        // given
        List<List<Object>> before = agent.query("SELECT * FROM sessions");
        List<List<Object>> version = agent.query("PRAGMA data_version");

        // when
        pin(talk);
        organise("archive", Map.of("session_id", talk));
        organise("rename", Map.of("session_id", talk, "title", "Mine"));

        // then
        assertThat(agent.query("SELECT * FROM sessions")).isEqualTo(before);
        assertThat(agent.query("PRAGMA data_version")).isEqualTo(version);
    }
}
