package ai.hermes.sessions.webui;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class WebuiImportTest {

    private static final String LIST = "/api/sessions";
    private static final String IMPORT = "/api/import/webui";

    /** What is added stays in memory when a test takes the home away, so no two tests name a thing alike. */
    private static final AtomicInteger NAMES = new AtomicInteger();

    TestHome home;
    private AgentProcess agent;
    private WebuiFolder webui;
    private String project;
    private String id;

    @BeforeEach
    void start() {
        home.clear();
        webui = new WebuiFolder(home.path().resolve("webui"));
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        await().untilAsserted(() -> get(LIST).then().statusCode(200));
        project = name("94e907d");
        id = name("a657690");
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static String name(String prefix) {
        return "%s%05x".formatted(prefix, NAMES.incrementAndGet());
    }

    /** Where a session belongs is known when its store was read. */
    private static void listed(String id) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> get(LIST)
                .then()
                .statusCode(200)
                .body("sessions.session_id", hasItems(id))
                .body("$", not(hasKey("fault"))));
    }

    private void projects(Object... all) {
        webui.write("projects.json", WebuiFolder.text(all));
    }

    private Map<String, ?> releases() {
        return Map.of(
                "project_id",
                project,
                "name",
                "Releases",
                "color",
                "#7cb9ff",
                "profile",
                "default",
                "created_at",
                1795483966.4140377);
    }

    private static ValidatableResponse run() {
        return given().post(IMPORT).then().statusCode(200);
    }

    private static JsonPath row(String id) {
        return get(LIST + "?include_archived=1")
                .jsonPath()
                .setRootPath("sessions.find { it.session_id == '" + id + "' }");
    }

    private static String outcome(ValidatableResponse answer, String kind, String id) {
        return answer.extract().path("rows.find { it.kind == '" + kind + "' && it.id == '" + id + "' }.outcome");
    }

    private static void rename(String id, String title) {
        given().body("{\"session_id\": \"" + id + "\", \"title\": \"" + title + "\"}")
                .post("/api/session/rename")
                .then()
                .statusCode(200);
    }

    @Test
    void whatPeopleOrganisedIsTakenOver() {
        // given
        projects(releases());
        agent.session(id);
        agent.message(id, "user", "Hello");
        webui.session(
                id,
                Map.of("pinned", true, "archived", true, "manual_title", true, "title", "Mine", "project_id", project));
        await().untilAsserted(() -> assertThat(row(id).getString("title")).isEqualTo("Mine"));

        // when
        ValidatableResponse answer = run();

        // then
        answer.body("ok", equalTo(true)).body("dry_run", equalTo(false)).body("imported", equalTo(5));
        assertThat(row(id).getString("project_id")).isEqualTo(project);
        assertThat(row(id).getBoolean("pinned")).isTrue();
        assertThat(row(id).getBoolean("archived")).isTrue();
        get("/api/projects")
                .then()
                .rootPath("projects.find { it.project_id == '" + project + "' }")
                .body("name", equalTo("Releases"))
                .body("color", equalTo("#7cb9ff"))
                .body("profile", equalTo("default"))
                .body("created_at", notNullValue());
    }

    @Test
    void aPreviewChangesNothing() {
        // given
        projects(releases());
        webui.session(id, Map.of("project_id", project));
        listed(id);

        // when
        ValidatableResponse preview = get(IMPORT).then().statusCode(200);
        ValidatableResponse dryRun =
                given().body("{\"dry_run\": true}").post(IMPORT).then().statusCode(200);

        // then
        preview.body("dry_run", equalTo(true)).body("imported", equalTo(2));
        dryRun.body("dry_run", equalTo(true)).body("imported", equalTo(2));
        get("/api/projects").then().body("projects.project_id", not(hasItem(project)));
    }

    @Test
    void aSecondImportLeavesWhatPeopleChangedSince() {
        // given
        projects(releases());
        webui.session(id, Map.of("manual_title", true, "title", "Old", "project_id", project));
        listed(id);
        run().body("imported", equalTo(3));
        rename(id, "New");
        given().body("{\"session_id\": \"" + id + "\", \"project_id\": null}").post("/api/session/move");
        given().body("{\"project_id\": \"" + project + "\"}").post("/api/projects/delete");

        // when
        ValidatableResponse second = run();

        // then
        second.body("imported", equalTo(0)).body("already", equalTo(3));
        assertThat(row(id).getString("title")).isEqualTo("New");
        assertThat(row(id).getString("project_id")).isNull();
        get("/api/projects").then().body("projects.project_id", not(hasItem(project)));
    }

    @Test
    void whatPeopleSaidHereBeforeIsKept() {
        // given
        webui.session(id, Map.of("manual_title", true, "title", "Old"));
        listed(id);
        rename(id, "Mine");

        // when
        ValidatableResponse answer = run();

        // then
        assertThat(outcome(answer, "title", id)).isEqualTo("kept");
        assertThat(row(id).getString("title")).isEqualTo("Mine");
    }

    @Test
    void titlesThatNobodyGaveAreNotTakenOver() {
        // given
        webui.session(id, Map.of());

        // then
        run().body("imported", equalTo(0)).body("rows.size()", equalTo(0));
    }

    @Test
    void whatIsOfASegmentGoesToItsConversation() {
        // given
        String tip = name("b657690");
        agent.session(id, Map.of("end_reason", "compression", "ended_at", 5, "started_at", 1));
        agent.message(id, "user", "First");
        agent.session(tip, Map.of("parent_session_id", id, "started_at", 6));
        agent.message(tip, "user", "Second");
        webui.session(tip, Map.of("manual_title", true, "title", "Both"));
        await().untilAsserted(() -> get(LIST).then().body("rules.segment", equalTo(1)));

        // when
        assertThat(outcome(run(), "title", tip)).isEqualTo("imported");
        agent.run("UPDATE sessions SET end_reason = 'compression', ended_at = 7 WHERE id = ?", tip);
        String next = name("c657690");
        agent.session(next, Map.of("parent_session_id", tip, "started_at", 8));
        agent.message(next, "user", "Third");

        // then
        await().untilAsserted(() -> assertThat(row(next).getString("title")).isEqualTo("Both"));
    }

    @Test
    void damagedProjectsAreAnErrorWithARemedy() {
        // given
        webui.write("projects.json", "[{\"project_id\": \"94e9");

        // then
        given().post(IMPORT)
                .then()
                .statusCode(409)
                .body("code", equalTo("webui_projects_damaged"))
                .body("remedy", notNullValue());
        get(IMPORT).then().statusCode(409);
    }

    @Test
    void aProjectOfAProfileThatTheHomeHasNotIsSkipped() {
        // given
        projects(Map.of("project_id", project, "name", "Elsewhere", "profile", "nowhere"));
        webui.session(id, Map.of("project_id", project));

        // when
        ValidatableResponse answer = run();

        // then
        assertThat(outcome(answer, "project", project)).isEqualTo("skipped");
        assertThat(outcome(answer, "membership", id)).isEqualTo("skipped");
    }

    @Test
    void aProjectOfAnOldVersionIsOfTheProfileOfItsSessions() {
        // given
        agent.create(home.stateDb("work"), 31).session("office_" + id);
        await().untilAsserted(() ->
                given().cookie("hermes_profile", "work").get(LIST).then().body("active_profile", equalTo("work")));
        projects(Map.of("project_id", project, "name", "Office"));
        webui.session(id, Map.of("project_id", project, "profile", "work"));

        // when
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> run().body("skipped", equalTo(0)));

        // then
        given().cookie("hermes_profile", "work")
                .get("/api/projects")
                .then()
                .body("projects.project_id", hasItem(project));
    }

    @Test
    void filesThatCannotBeReadAreTold() {
        // given
        webui.write("sessions/cut.json", "{\"session_id\": \"cut\"");

        // then
        get(IMPORT)
                .then()
                .statusCode(200)
                .body("files.skipped_count", equalTo(1))
                .body("files.skipped.file", contains("cut.json"))
                .body("files.skipped.reason", contains("cut"));
    }

    @Test
    void theFolderOfTheOldWebUiStaysAsItIs() throws IOException {
        // given
        projects(releases());
        webui.session(id, Map.of("pinned", true, "project_id", project));
        Map<String, String> before = content();

        // when
        run();

        // then
        assertThat(content()).isEqualTo(before);
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(webui.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(
                        webui.path().relativize(file).toString(),
                        Files.getLastModifiedTime(file) + Files.readString(file));
            }
        }
        return content;
    }

    @Test
    void thousandsAreTakenOverInOneChange() {
        // given
        List<String> ids = Stream.generate(() -> name("d657690")).limit(300).toList();
        ids.forEach(it -> webui.session(it, Map.of("manual_title", true, "title", "T " + it)));
        listed(ids.get(299));

        // when
        ValidatableResponse answer = run();

        // then
        answer.body("imported", equalTo(300));
    }
}
