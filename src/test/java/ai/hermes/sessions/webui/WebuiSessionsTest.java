package ai.hermes.sessions.webui;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class WebuiSessionsTest {

    private static final String LIST = "/api/sessions";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is added stays in memory when a test takes the home away, so no two tests name a session alike. */
    private static final AtomicInteger NAMES = new AtomicInteger();

    @Inject
    WebuiSessions sessions;

    TestHome home;
    private AgentProcess agent;
    private WebuiFolder webui;

    @BeforeEach
    void start() {
        home.clear();
        webui = new WebuiFolder(home.path().resolve("webui"));
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static String id() {
        return "%012x".formatted(0xf657690eb000L + NAMES.incrementAndGet());
    }

    private static void listed(String... ids) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> get(LIST).then().statusCode(200).body("sessions.session_id", hasItems(ids)));
    }

    private static JsonPath row(String id) {
        return get(LIST).jsonPath().setRootPath("sessions.find { it.session_id == '" + id + "' }");
    }

    private static ValidatableResponse session(String id) {
        return given().queryParam("session_id", id).get("/api/session").then();
    }

    private void stored(String id, Map<String, ?> columns) {
        agent.session(id, columns);
        agent.message(id, "user", "From the store");
    }

    @Test
    void aSessionThatIsOnlyInAFileIsListed() {
        // given
        String id = id();
        webui.session(id, Map.of("pinned", true));

        // when
        listed(id);

        // then
        get(LIST)
                .then()
                .rootPath("sessions.find { it.session_id == '" + id + "' }")
                .body("title", equalTo("Plan the release"))
                .body("workspace", equalTo("/home/u/workspace"))
                .body("message_count", equalTo(2))
                .body("pinned", equalTo(true))
                .body("archived", equalTo(false))
                .body("profile", equalTo("default"))
                .body("keeper", equalTo("webui"))
                .body("session_source", equalTo("webui"))
                .body("is_cli_session", equalTo(false))
                .body("_lineage_root_id", equalTo(id))
                .body("_compression_segment_count", nullValue());
    }

    @Test
    void itsMessagesComeInWindowsLikeThoseOfAStore() {
        // given
        String id = id();
        webui.session(
                id,
                Map.of(),
                List.of(
                        Map.of("role", "user", "content", "One"),
                        Map.of("role", "assistant", "content", "Two", "api_content", "secret"),
                        Map.of("role", "tool", "content", "x".repeat(5000), "tool_call_id", "c1", "name", "ls"),
                        Map.of("role", "user", "content", "Three")));
        listed(id);

        // when
        ValidatableResponse newest = given().queryParam("session_id", id)
                .queryParam("msg_limit", 2)
                .get("/api/session")
                .then();

        // then
        newest.statusCode(200)
                .body("session.messages.role", contains("assistant", "tool", "user"))
                .body("session.messages[0].api_content", nullValue())
                .body("session.messages[1].content.length()", equalTo(4096))
                .body("session.messages[1]._content_original_chars", equalTo(5000))
                .body("session.messages.id", contains(2, 3, 4))
                .body("session._messages_offset", equalTo(1))
                .body("session._messages_truncated", equalTo(true))
                .body("session.message_count", equalTo(4));
    }

    @Test
    void withoutAStoreTheFilesAreListedAndTheFaultIsTold() {
        // given
        String id = id();
        webui.session(id, Map.of());
        listed(id);

        // when
        agent.release();
        TestHome.remove(home.stateDb());

        // then
        await().atMost(PATIENCE).untilAsserted(() -> get(LIST)
                .then()
                .statusCode(200)
                .body("fault.code", equalTo("store_missing"))
                .body("sessions.session_id", contains(id)));
        session(id).statusCode(200).body("session.messages.size()", equalTo(2));
    }

    @Test
    void aSessionThatTheStoreHasAsWellIsListedOnceWithTheMessagesOfTheStore() {
        // given
        String id = id();
        stored(id, Map.of("source", "webui"));
        listed(id);
        webui.session(id, Map.of("pinned", true));

        // when
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(row(id).getString("title")).isEqualTo("Plan the release"));

        // then
        get(LIST).then().body("sessions.session_id", contains(id)).body("sessions[0].pinned", equalTo(true));
        session(id).body("session.messages.content", contains("From the store"));
    }

    @Test
    void theTitleOfTheStoreStays() {
        // given
        String id = id();
        stored(id, Map.of("title", "By the agent"));
        listed(id);
        webui.session(id, Map.of("pinned", true));

        // when
        await().atMost(PATIENCE).until(() -> row(id).getBoolean("pinned"));

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(row(id).getString("title")).isEqualTo("By the agent"));
    }

    @Test
    void aFileOfAnEarlierSegmentIsNoRowOfItsOwn() {
        // given
        String root = id();
        String tip = id();
        stored(root, Map.of("end_reason", "compression", "ended_at", 5, "started_at", 1));
        stored(tip, Map.of("parent_session_id", root, "started_at", 6));
        webui.session(root, Map.of("archived", true));

        // then
        await().atMost(PATIENCE).untilAsserted(() -> get(LIST + "?include_archived=1")
                .then()
                .body("archived_count", equalTo(1))
                .body("sessions.session_id", contains(tip)));
    }

    @Test
    void whereTheStoreHasNoMessagesThoseOfTheFileAreShown() {
        // given
        String id = id();
        agent.session(id);
        webui.session(id, Map.of());

        // when
        listed(id);

        // then
        session(id).body("session.messages.content", contains("please plan the release", "Here is the plan"));
        assertThat(row(id).getInt("message_count")).isEqualTo(2);
    }

    @Test
    void itCanBeOrganisedAndItsFileStaysAsItIs() throws IOException {
        // given
        String id = id();
        Path file = webui.session(id, Map.of());
        String before = Files.readString(file);
        listed(id);

        // when
        given().body("{\"session_id\": \"" + id + "\", \"title\": \"Mine\"}")
                .post("/api/session/rename")
                .then()
                .statusCode(200)
                .body("session.title", equalTo("Mine"));

        // then
        assertThat(row(id).getString("title")).isEqualTo("Mine");
        assertThat(file).hasContent(before);
    }

    @Test
    void filesThatCannotBeReadAreToldAndTheOthersShown() {
        // given
        String id = id();
        webui.session(id, Map.of());
        webui.write("sessions/malformed.json", "{\"session_id\": 12,, }");
        webui.write("sessions/cut.json", "{\"session_id\": \"cut\", \"messages\": [{\"role\": \"us");
        webui.write("sessions/huge.json", "{\"session_id\": \"huge\", \"x\": \"" + "x".repeat(1 << 20) + "\"}");
        webui.write("sessions/renamed.json", "{\"session_id\": \"other\", \"messages\": []}");
        webui.write("sessions/_index.json", "[");

        // when
        listed(id);

        // then
        assertThat(sessions.report().skippedCount()).isEqualTo(4);
        assertThat(sessions.report().skipped())
                .containsExactly(
                        new SkippedFile("cut.json", Trouble.CUT),
                        new SkippedFile("huge.json", Trouble.TOO_LARGE),
                        new SkippedFile("malformed.json", Trouble.MALFORMED),
                        new SkippedFile("renamed.json", Trouble.MALFORMED));
    }

    @Test
    void diagnosticsTellWhatCannotBeRead() {
        // given
        webui.write("sessions/cut.json", "{");

        // then
        await().atMost(PATIENCE).untilAsserted(() -> get("/api/diagnostics")
                .then()
                .body("webui.skipped_count", equalTo(1))
                .body("webui.skipped[0].file", equalTo("cut.json")));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        // given
        String id = id();
        webui.session(id, Map.of());
        Files.createSymbolicLink(home.path().resolve("webui/sessions/store.json"), home.stateDb());

        // when
        listed(id);

        // then
        assertThat(sessions.report().skippedCount()).isZero();
    }

    @Test
    void aSessionThatWasDeletedInTheOldWebUiIsNotShown() {
        // given
        String id = id();
        webui.session(id, Map.of());
        listed(id);

        // when
        webui.write("sessions/_deleted_webui_sessions.json", "{\"version\": 1, \"ids\": [\"" + id + "\"]}");

        // then
        await().atMost(PATIENCE).untilAsserted(() -> session(id).statusCode(404));
    }

    @Test
    void oneWithoutMessagesIsKeptOffTheListAsEmpty() {
        // given
        webui.session(id(), Map.of("title", "Untitled"), List.of());

        // then
        await().atMost(PATIENCE).untilAsserted(() -> get(LIST).then().body("rules.empty", equalTo(1)));
    }

    @Test
    void aSnapshotIsASegmentOfWhatGoesOnFromIt() {
        // given
        String before = id();
        String after = id();
        webui.session(before, Map.of("pre_compression_snapshot", true));
        webui.session(after, Map.of("parent_session_id", before));

        // when
        await().atMost(PATIENCE).untilAsserted(() -> get(LIST).then().body("rules.segment", equalTo(1)));

        // then
        session(before)
                .body("session.session_id", equalTo(after))
                .body("session._lineage_root_id", equalTo(before))
                .body("session._compression_segment_count", equalTo(2))
                .body("session.messages.size()", equalTo(2));
    }

    @Test
    void aSnapshotWithMoreMessagesIsListedItself() {
        // given
        String before = id();
        String after = id();
        webui.session(before, Map.of("pre_compression_snapshot", true));
        webui.session(after, Map.of("parent_session_id", before), List.of(Map.of("role", "user", "content", "Anew")));

        // then
        listed(before, after);
    }

    @Test
    void aForkStandsUnderTheSessionOfTheStore() {
        // given
        String parent = id();
        String fork = id();
        stored(parent, Map.of("title", "The trunk"));
        webui.session(fork, Map.of("parent_session_id", parent, "session_source", "fork"));

        // when
        listed(parent, fork);

        // then
        get(LIST)
                .then()
                .rootPath("sessions.find { it.session_id == '" + fork + "' }")
                .body("parent_session_id", equalTo(parent))
                .body("parent_title", equalTo("The trunk"))
                .body("relationship_type", equalTo("child_session"))
                .body("session_source", equalTo("fork"));
    }

    @Test
    void theFileOfAnotherProfileIsListedThere() {
        // given
        String id = id();
        agent.create(home.stateDb("work"), 31).session("office_" + id);
        webui.session(id, Map.of("profile", "work"));

        // then
        await().atMost(PATIENCE).untilAsserted(() -> given().cookie("hermes_profile", "work")
                .get(LIST)
                .then()
                .body("sessions.session_id", hasItem(id)));
        listed();
        session(id).statusCode(409).body("profile", equalTo("work"));
    }

    @Test
    void aListIsTheSameUntilAFileChanges() {
        // given
        String id = id();
        webui.session(id, Map.of());
        listed(id);
        String tag = get(LIST).header("ETag");
        given().header("If-None-Match", tag).get(LIST).then().statusCode(304);

        // when
        webui.session(id, Map.of("title", "Another one"));

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(row(id).getString("title")).isEqualTo("Another one"));
        given().header("If-None-Match", tag).get(LIST).then().statusCode(200);
    }

    @Test
    void messagesThatAreDamagedAreToldWhenTheyAreOpened() {
        // given
        String id = id();
        webui.write(
                "sessions/" + id + ".json",
                "{\"session_id\": \"" + id + "\", \"message_count\": 3, \"messages\": [{\"a\": " + " ".repeat(80_000)
                        + "}]}");
        listed(id);

        // when
        ValidatableResponse opened = session(id);

        // then
        opened.statusCode(503).body("code", equalTo("webui_file_unreadable"));
    }

    @Test
    void membersBehindTheMessagesAreFoundAsWell() {
        // given
        String id = id();
        webui.write(
                "sessions/" + id + ".json",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"" + "x".repeat(80_000) + "\"}], \"session_id\": \""
                        + id + "\", \"title\": \"Last\"}");

        // when
        listed(id);

        // then
        assertThat(row(id).getString("title")).isEqualTo("Last");
        assertThat(row(id).getInt("message_count")).isEqualTo(1);
    }

    @Test
    void allOfThemAreInTheListOfAllProfiles() {
        // given
        String one = id();
        String other = id();
        agent.create(home.stateDb("work"), 31);
        webui.session(one, Map.of());
        webui.session(other, Map.of("profile", "work"));

        // then
        await().atMost(PATIENCE).untilAsserted(() -> get(LIST + "?all_profiles=1")
                .then()
                .body("sessions.session_id", containsInAnyOrder(one, other)));
    }
}
