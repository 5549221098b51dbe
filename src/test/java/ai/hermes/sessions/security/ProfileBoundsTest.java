package ai.hermes.sessions.security;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may see one profile, and do all in it, tries to get at another one: by its name, by ids of what is in it, and by
 * ids of what others made of it. What may not be seen is answered as what is not there.
 */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
@TestProfile(LockedService.class)
class ProfileBoundsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String MARK = "okapi-of-the-default-profile";

    /** The name of the other profile as a value, of JSON or of a list. */
    private static final String OTHER = "[\",\n]default[\",\r\n]";

    TestHome home;

    @TestHTTPResource("/")
    URI url;

    private AgentProcess agent;
    private String worker;

    @BeforeEach
    void sessions() {
        home.clear();
        String of = UUID.randomUUID().toString();
        agent = AgentProcess.start();
        agent.create(home.stateDb("work"), 31).session("theirs", Map.of("title", "Theirs", "cwd", "/srv/" + of));
        agent.message("theirs", "user", "Hello here");
        agent.create(home.stateDb(), 31)
                .session(
                        "mine",
                        Map.of("title", MARK, "cwd", "/srv/" + MARK + of, "model", MARK, "billing_provider", MARK));
        agent.message(
                "mine",
                "assistant",
                "Hello here " + MARK,
                Map.of(
                        "tool_calls",
                        "[{\"id\": \"c1\", \"function\": {\"name\": \"" + MARK + "\", \"arguments\": \"{}\"}}]"));
        worker = owner().body(Map.of("name", "worker", "role", "admin", "profiles", List.of("work")))
                .post("/api/auth/tokens/create")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
        List.of("restore", "archive", "hide")
                .forEach(deed -> owner().body("{\"session_id\": \"mine\", \"archived\": false, \"hidden\": false}")
                        .post("/api/session/" + deed));
        // Not what is still told of the test before this one.
        await().atMost(LONG).untilAsserted(() -> owner().get("/api/sessions?all_profiles=1")
                .then()
                .body("sessions.workspace", hasItems("/srv/" + MARK + of, "/srv/" + of))
                .body("faults", is(empty())));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static RequestSpecification owner() {
        return given().header("Authorization", "Bearer " + LockedService.TOKEN).contentType("application/json");
    }

    /** With the cookie of the other profile as well, as somebody would try it. */
    private RequestSpecification worker() {
        return given().header("Authorization", "Bearer " + worker)
                .cookie("hermes_profile", "default")
                .contentType("application/json");
    }

    private static ValidatableResponse gone(ValidatableResponse answer) {
        answer.statusCode(404);
        assertThat(answer.extract().asString()).doesNotContain(MARK);
        return answer;
    }

    private static String export(RequestSpecification who, String body) {
        String id = who.body(body)
                .post("/api/exports")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        await().atMost(LONG)
                .untilAsserted(() -> owner().get("/api/exports/" + id).then().body("state", is("done")));
        return id;
    }

    @Test
    void anExportOfAnotherProfileIsNotThere() {
        // given
        String id = export(owner(), "{\"ids\": [\"mine\"], \"format\": \"jsonl\"}");
        String both = export(owner(), "{\"all\": true, \"all_profiles\": true, \"format\": \"csv\"}");

        // then
        for (String each : List.of(id, both)) {
            gone(worker().get("/api/exports/" + each).then());
            gone(worker().get("/api/exports/" + each + "/file").then());
            gone(worker().header("Range", "bytes=1-")
                    .get("/api/exports/" + each + "/file")
                    .then());
            gone(worker().post("/api/exports/" + each + "/cancel").then());
            gone(worker().post("/api/exports/" + each + "/remove").then());
        }
        worker().get("/api/exports").then().body("exports.id", not(hasItem(id))).body("exports.id", not(hasItem(both)));
        owner().header("Range", "bytes=1-")
                .get("/api/exports/" + id + "/file")
                .then()
                .statusCode(206);
    }

    @Test
    void whatIsExportedIsOfOnesOwnProfiles() {
        // given
        gone(worker().body("{\"ids\": [\"mine\"], \"format\": \"jsonl\"}")
                .post("/api/exports")
                .then());
        gone(worker().get("/api/session/export?session_id=mine").then());

        // when
        for (String chosen : List.of("\"all\": true", "\"query\": {}", "\"all\": true, \"profile\": \"default\"")) {
            String id = export(
                    worker(), "{" + chosen + ", \"all_profiles\": true, \"format\": \"zip\", \"formats\": [\"json\"]}");

            // then
            worker().get("/api/exports/" + id).then().body("sessions_total", is(1));
            worker().get("/api/exports/" + id + "/file").then().statusCode(200);
        }
    }

    @Test
    void anImportIntoAnotherProfileIsNotThere() {
        // given
        String id = owner().cookie("hermes_profile", "default")
                .post("/api/imports")
                .then()
                .statusCode(200)
                .extract()
                .path("id");

        // then
        gone(worker().get("/api/imports/" + id).then());
        gone(worker().body("{}").post("/api/imports/" + id + "/part?offset=0").then());
        gone(worker().post("/api/imports/" + id + "/start").then());
        gone(worker().post("/api/imports/" + id + "/remove").then());
        worker().get("/api/imports").then().body("imports.id", not(hasItem(id)));
        owner().get("/api/imports/" + id).then().statusCode(200);
    }

    @Test
    void whatPeopleMadeInAnotherProfileIsNotThere() {
        // given
        String view = owner().body("{\"name\": \"" + MARK + "\", \"query\": {\"title\": \"" + MARK + "\"}}")
                .post("/api/views/create")
                .then()
                .statusCode(200)
                .extract()
                .path("view.view_id");
        String project = owner().body("{\"name\": \"" + MARK + "\"}")
                .post("/api/projects/create")
                .then()
                .statusCode(200)
                .extract()
                .path("project.project_id");
        owner().body("{\"session_id\": \"mine\", \"note\": \"" + MARK + "\"}").post("/api/session/note");
        Object change = owner().get("/api/changes").path("changes[0].change_id");

        // then
        assertThat(List.of(view, project, change)).doesNotContainNull();
        gone(worker().body(Map.of("view_id", view, "name", "x"))
                .post("/api/views/rename")
                .then());
        gone(worker().body(Map.of("view_ids", List.of(view)))
                .post("/api/views/reorder")
                .then());
        gone(worker().body(Map.of("view_id", view)).post("/api/views/delete").then());
        gone(worker().get("/api/sessions?all_profiles=1&view=" + view).then());
        gone(worker().body(Map.of("project_id", project, "name", "x"))
                .post("/api/projects/rename")
                .then());
        gone(worker().body(Map.of("project_ids", List.of(project)))
                .post("/api/projects/reorder")
                .then());
        gone(worker().body(Map.of("project_id", project))
                .post("/api/projects/delete")
                .then());
        gone(worker().body(Map.of("session_id", "theirs", "project_id", project))
                .post("/api/session/move")
                .then());
        gone(worker().body(Map.of("change_id", change))
                .post("/api/changes/undo")
                .then());
        for (String list : List.of("/api/views", "/api/projects?all_profiles=1", "/api/changes", "/api/tags")) {
            assertThat(worker().get(list).then().statusCode(200).extract().asString())
                    .doesNotContain(MARK);
        }
        owner().get("/api/views").then().body("views.view_id", hasItem(view));
    }

    @Test
    void aShareOfAnotherProfileIsNeitherToldNorMadeNorEnded() {
        // given
        String token = owner().body("{\"session_id\": \"mine\"}")
                .post("/api/share/create")
                .then()
                .statusCode(200)
                .extract()
                .path("share.token");

        // then
        worker().get("/api/shares").then().body("shares.size()", is(0));
        gone(worker().body("{\"session_id\": \"mine\"}")
                .post("/api/share/create")
                .then());
        gone(worker().body("{\"session_id\": \"mine\"}")
                .post("/api/share/revoke")
                .then());
        // Who has the token needs nothing else.
        given().get("/api/share/" + token).then().statusCode(200);
        owner().body("{\"session_id\": \"mine\"}")
                .post("/api/share/revoke")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/search?q=here",
                "/api/insights?tz=UTC",
                "/api/insights/usage?by=model",
                "/api/insights/usage?by=profile&format=csv",
                "/api/insights/ledger?tz=UTC",
                "/api/insights/tools?tz=UTC",
                "/api/insights/tools?format=csv",
                "/api/insights/capacity?tz=UTC",
                "/api/insights/capacity?format=csv&table=sessions",
                "/api/traces?q=here&content=1"
            })
    void whatIsAskedOfAProfileIsBoundedByThoseThatMayBeSeen(String path) {
        gone(worker().get(path + "&profile=default").then());
        for (String asked : List.of(path, path + "&all_profiles=1")) {
            assertThat(worker().get(asked).then().statusCode(200).extract().asString())
                    .doesNotContain(MARK)
                    .doesNotContainPattern(OTHER);
        }
        owner().get(path + "&profile=default").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/session?",
                "/api/session/window?",
                "/api/session/turns?",
                "/api/session/find?q=here&",
                "/api/session/message?id=1&",
                "/api/session/image?id=1&part=0&",
                "/api/session/usage?",
                "/api/session/status?",
                "/api/session/export?",
                "/api/session/lineage/report?",
                "/api/sessions/explain?",
                "/api/session/stream?",
                "/api/traces?"
            })
    void aSessionOfAnotherProfileIsNotThere(String path) {
        gone(worker().get(path + "session_id=mine").then());
        gone(worker().get(path + "session_id=mine&profile=default").then());
        gone(worker().get(path + "session_id=mine&profile=default&all_profiles=1")
                .then());
    }

    @Test
    void nothingOfAnotherProfileIsChangedByItsId() {
        // when
        for (String path : List.of(
                "/api/session/pin",
                "/api/session/archive",
                "/api/session/rename",
                "/api/session/note",
                "/api/session/tag",
                "/api/session/duplicate",
                "/api/session/branch",
                "/api/session/import_cli")) {
            int status = worker().body(
                            "{\"session_id\": \"mine\", \"profile\": \"default\", \"title\": \"x\", \"note\": \"x\","
                                    + " \"pinned\": true, \"archived\": true, \"add\": [\"x\"], \"all_profiles\": true}")
                    .post(path)
                    .statusCode();
            assertThat(status).as(path).isGreaterThanOrEqualTo(400);
        }
        // Clients are told that it is gone, as of every id that is not there.
        worker().body("{\"session_id\": \"mine\"}").post("/api/session/delete");
        worker().body("{\"session_id\": \"mine\"}").post("/api/session/purge");
        worker().body("{\"action\": \"trash\", \"ids\": [\"mine\"], \"query\": {}, \"all_profiles\": true}")
                .post("/api/sessions/bulk");
        worker().body("{\"action\": \"trash\", \"ids\": [\"mine\"]}").post("/api/sessions/bulk");
        worker().body("{}").post("/api/trash/purge");

        // then
        owner().get("/api/sessions")
                .then()
                .body("sessions.session_id", contains("mine"))
                .body("sessions[0].title", is(MARK))
                .body("sessions[0].pinned", is(false));
    }

    @Test
    void rowsAreHadOfOnesOwnProfilesOnly() {
        assertThat(worker().get("/api/sessions/rows?id=default/mine&id=mine&id=work/theirs")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .doesNotContain(MARK)
                .contains("Theirs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'search_conversations', 'arguments': {'query': 'here', 'profile': 'PROFILE'}",
                "'list_conversations', 'arguments': {'profile': 'PROFILE'}",
                "'read_conversation', 'arguments': {'sessionId': 'mine', 'profile': 'PROFILE'}"
            })
    void toolsOfAgentsAreBoundedAsWell(String call) throws Exception {
        // given
        String session = begun(worker);
        String others = begun(LockedService.TOKEN);

        // then
        for (String profile : List.of("default", "all", "work")) {
            String named = "'tools/call', 'params': {'name': " + call.replace("PROFILE", profile) + "}";
            assertThat(tool(worker, session, named).body()).doesNotContain(MARK);
            // Whose session it is in makes nobody somebody else.
            assertThat(tool(worker, others, named).body()).doesNotContain(MARK);
        }
        assertThat(tool(
                                LockedService.TOKEN,
                                others,
                                "'tools/call', 'params': {'name': " + call.replace("PROFILE", "default") + "}")
                        .body())
                .contains(MARK);
    }

    /** The id of a new session of the protocol. */
    private String begun(String token) throws Exception {
        String session = send(
                        token,
                        "",
                        "'id': 1, 'method': 'initialize', 'params': {'protocolVersion': '2025-03-26',"
                                + " 'capabilities': {}, 'clientInfo': {'name': 'w', 'version': '1'}}")
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
        send(token, session, "'method': 'notifications/initialized'");
        return session;
    }

    private HttpResponse<String> tool(String token, String session, String method) throws Exception {
        return send(token, session, "'id': 2, 'method': " + method);
    }

    private HttpResponse<String> send(String token, String session, String message) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/mcp"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(("{'jsonrpc': '2.0', " + message + "}").replace('\'', '"')));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Who comes again with the id of an event is told what came after it, of the own profiles. */
    @Test
    void whatWasMissedOfAnotherProfileIsNotToldLater() throws Exception {
        // given
        String before;
        try (BufferedReader stream = stream("")) {
            agent.open(home.stateDb("work")).message("theirs", "user", "More");
            before = stream.lines()
                    .filter(it -> it.startsWith("id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring(3)
                    .strip();
        }
        agent.open(home.stateDb()).message("mine", "user", "More");
        await().atMost(LONG)
                .untilAsserted(() -> owner().get("/api/sessions").then().body("sessions[0].message_count", is(2)));

        // when
        List<String> told = new ArrayList<>();
        try (BufferedReader stream = stream(before)) {
            agent.open(home.stateDb("work")).session("the_last").message("the_last", "user", "Hello");
            stream.lines().peek(told::add).filter(it -> it.contains("the_last")).findFirst();
        }

        // then
        assertThat(String.join("\n", told)).contains("the_last").doesNotContain("mine", "default", MARK);
    }

    private BufferedReader stream(String lastEvent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/sessions/events?all_profiles=1"))
                .header("Authorization", "Bearer " + worker)
                .header("Last-Event-ID", lastEvent)
                .build();
        return new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                UTF_8));
    }
}
