package ai.hermes.sessions.project;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ProjectsResourceTest {

    private static final String PROJECTS = "/api/projects";

    TestHome home;

    @BeforeEach
    void clear() {
        List<Map<String, String>> left =
                get(PROJECTS + "?all_profiles=1").jsonPath().getList("projects");
        left.forEach(project -> given().cookie("hermes_profile", project.get("profile"))
                .body(Map.of("project_id", project.get("project_id")))
                .contentType("application/json")
                .post(PROJECTS + "/delete")
                .then()
                .statusCode(200));
        home.clear();
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("text/plain; charset=utf-8")
                .body(body)
                .post(PROJECTS + path)
                .then();
    }

    private static String created(String name) {
        return post("/create", "{\"name\": \"" + name + "\"}")
                .statusCode(200)
                .extract()
                .path("project.project_id");
    }

    @Test
    void aProfileBeginsWithoutProjects() {
        get(PROJECTS)
                .then()
                .statusCode(200)
                .body("projects", empty())
                .body("all_profiles", equalTo(false))
                .body("active_profile", equalTo("default"))
                .body("other_profile_count", equalTo(0));
    }

    @Test
    void aProjectIsMadeWithTheFieldsThatClientsKnow() {
        post("/create", "{\"name\": \"  Releases \", \"color\": \"#7cb9ff\"}")
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("project", aMapWithSize(9))
                .body("project.project_id", matchesPattern("[0-9a-f]{12}"))
                .body("project.name", equalTo("Releases"))
                .body("project.color", equalTo("#7cb9ff"))
                .body("project.profile", equalTo("default"));
        assertThat(get(PROJECTS).asString()).containsPattern("\"created_at\":\\d{10}\\.?\\d*,");
    }

    @Test
    void aProjectWithoutAColorHasNull() {
        post("/create", "{\"name\": \"Plain\"}").body("project.color", nullValue());
    }

    @Test
    void projectsAreListedInTheOrderOfTheirCreation() {
        // given
        List.of("c", "a", "b").forEach(ProjectsResourceTest::created);

        // when
        List<String> names = get(PROJECTS).jsonPath().getList("projects.name");

        // then
        assertThat(names).containsExactly("c", "a", "b");
    }

    @Test
    void aNameIsCutTo128CharactersAndNoneOfThemInHalf() {
        post("/create", "{\"name\": \"" + "\uD83C\uDF31".repeat(130) + "\"}")
                .body("project.name", equalTo("\uD83C\uDF31".repeat(128)));
    }

    @Test
    void halfACharacterInANameIsReplaced() {
        post("/create", "{\"name\": \"x\\ud83cy\"}").statusCode(200).body("project.name", equalTo("x\uFFFDy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/create | {}                                  | Missing required field(s): name",
                "/create | no JSON                             | Missing required field(s): name",
                "/create | ['name']                            | Missing required field(s): name",
                "/create | {'name': ''}                        | Missing required field(s): name",
                "/create | {'name': {}}                        | Missing required field(s): name",
                "/create | {'name': '   '}                     | name required",
                "/create | {'name': 'x', 'color': 'red'}       | Invalid color format",
                "/create | {'name': 'x', 'color': '#12'}       | Invalid color format",
                "/create | {'name': 'x', 'color': 7}           | Invalid color format",
                "/create | {'name': 'x', 'profile': '../etc'}  | invalid profile",
                "/create | {'name': 'x', 'profile': 'nobody'}  | invalid profile",
                "/rename | {}                                  | Missing required field(s): project_id, name",
                "/rename | {'project_id': 'x'}                 | Missing required field(s): name",
                "/delete | {'project_id': null}                | Missing required field(s): project_id",
                "/reorder | {}                                 | Missing required field(s): project_ids",
                "/reorder | {'project_ids': []}                | Missing required field(s): project_ids",
                "/reorder | {'project_ids': ['a', 'a']}        | project_ids names a project twice"
            },
            quoteCharacter = '"')
    void whatMakesNoSenseIsRefused(String path, String body, String error) {
        post(path, body.replace('\'', '"')).statusCode(400).body("error", equalTo(error));
    }

    @Test
    void aRequestWithoutABodyIsToldWhatItLeftOut() {
        given().post(PROJECTS + "/create")
                .then()
                .statusCode(400)
                .body("error", equalTo("Missing required field(s): name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rename {\"project_id\": \"0123456789ab\", \"name\": \"x\"}",
                "/delete {\"project_id\": \"0123456789ab\"}",
                "/reorder {\"project_ids\": [\"0123456789ab\"]}"
            })
    void aProjectThatIsNotThereIsNotFound(String request) {
        String[] parts = request.split(" ", 2);
        post(parts[0], parts[1]).statusCode(404).body("error", equalTo("Project not found"));
    }

    @Test
    void aRenamedProjectKeepsItsColorAndItsPlace() {
        // given
        String id = post("/create", "{\"name\": \"Old\", \"color\": \"#abc\"}")
                .extract()
                .path("project.project_id");
        created("Second");

        // when
        post("/rename", "{\"project_id\": \"" + id + "\", \"name\": \"New\"}")
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("project.color", equalTo("#abc"));

        // then
        get(PROJECTS).then().body("projects.name", contains("New", "Second"));
    }

    @Test
    void nullTakesTheColorAway() {
        // given
        String id = post("/create", "{\"name\": \"Old\", \"color\": \"#abc\"}")
                .extract()
                .path("project.project_id");

        // when
        post("/rename", "{\"project_id\": \"" + id + "\", \"name\": \"New\", \"color\": null}");

        // then
        get(PROJECTS).then().body("projects[0].color", nullValue());
    }

    @Test
    void aNewNameOfSpacesIsAnEmptyName() {
        String id = created("Old");
        post("/rename", "{\"project_id\": \"" + id + "\", \"name\": \"  \"}").body("project.name", equalTo(""));
    }

    @Test
    void aDeletedProjectIsGone() {
        // given
        String id = created("Old");

        // when
        post("/delete", "{\"project_id\": \"" + id + "\"}").statusCode(200).body("$", equalTo(Map.of("ok", true)));

        // then
        get(PROJECTS).then().body("projects", empty());
    }

    @Test
    void projectsOfAnotherProfileAreCountedAndOnlyListedWhenAskedFor() {
        // given
        twoProfiles();
        post("/create", "{\"name\": \"Theirs\", \"profile\": \"work\"}").statusCode(200);
        created("Ours");

        // when
        ValidatableResponse ours = get(PROJECTS).then();

        // then
        ours.body("projects.name", contains("Ours")).body("other_profile_count", equalTo(1));
        get(PROJECTS + "?all_profiles=1")
                .then()
                .body("projects.name", contains("Theirs", "Ours"))
                .body("all_profiles", equalTo(true))
                .body("other_profile_count", equalTo(0));
    }

    @Test
    void aProjectOfAnotherProfileIsNotFound() {
        // given
        twoProfiles();
        String id = post("/create", "{\"name\": \"Theirs\", \"profile\": \"work\"}")
                .extract()
                .path("project.project_id");

        // when
        ValidatableResponse answer = post("/delete", "{\"project_id\": \"" + id + "\"}");

        // then
        answer.statusCode(404);
    }

    @Test
    void aProjectLiesInTheNearestOneThatItsNameBeginsWith() {
        // given
        String work = created("Work");
        created("Work/Client A/Website");
        String client = created(" Work / Client A");
        created("Workshop");

        // when, then
        get(PROJECTS)
                .then()
                .body("projects.path", contains("Work", "Work/Client A/Website", "Work/Client A", "Workshop"))
                .body("projects.parent_id", contains(null, client, work, null));
    }

    @Test
    void whatLiesInARenamedProjectGoesWithIt() {
        // given
        String work = created("Work");
        created("Work/Client A");
        created("Work/Client A/Website");
        created("Workshop");

        // when
        post("/rename", "{\"project_id\": \"" + work + "\", \"name\": \"Jobs/2026\"}")
                .statusCode(200);

        // then
        get(PROJECTS)
                .then()
                .body(
                        "projects.name",
                        contains("Jobs/2026", "Jobs/2026/Client A", "Jobs/2026/Client A/Website", "Workshop"));
    }

    @Test
    void aNameThatIsTooLongForWhatLiesInTheProjectIsRefusedAndNothingIsRenamed() {
        // given
        String work = created("Work");
        created("Work/Client A");

        // when
        ValidatableResponse answer =
                post("/rename", "{\"project_id\": \"" + work + "\", \"name\": \"" + "x".repeat(128) + "\"}");

        // then
        answer.statusCode(400).body("error", equalTo("The name is too long for the projects that lie in this one"));
        get(PROJECTS).then().body("projects.name", contains("Work", "Work/Client A"));
    }

    @Test
    void projectsAreListedInTheOrderThatTheyWerePutInto() {
        // given
        List<String> ids = List.of(created("a"), created("b"), created("c"), created("d"));

        // when
        post("/reorder", "{\"project_ids\": [\"" + ids.get(3) + "\", \"" + ids.get(1) + "\"]}")
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("projects.name", contains("d", "b", "a", "c"));

        // then
        get(PROJECTS)
                .then()
                .body("projects.name", contains("d", "b", "a", "c"))
                .body("projects.position", contains(0, 1, 2, 3));
    }

    @Test
    void anotherProfilesOrderStaysAsItIs() {
        // given
        twoProfiles();
        String first = created("a");
        post("/create", "{\"name\": \"x\", \"profile\": \"work\"}").statusCode(200);
        String second = created("b");
        post("/create", "{\"name\": \"y\", \"profile\": \"work\"}").statusCode(200);

        // when
        post("/reorder", "{\"project_ids\": [\"" + second + "\", \"" + first + "\"]}")
                .statusCode(200);

        // then
        get(PROJECTS + "?all_profiles=1")
                .then()
                .body("projects.name", contains("b", "x", "a", "y"))
                .body("projects.position", contains(0, 0, 1, 1));
    }

    @Test
    void aProjectCountsItsConversationsThatAreOnTheList() {
        // given
        String id = created("Garden");
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31);
            for (String session : List.of("p1", "p2", "p3")) {
                agent.session(session);
                agent.message(session, "user", "Hello");
            }
            await().untilAsserted(() -> get("/api/sessions").then().body("sessions", hasSize(3)));

            // when
            List.of("p1", "p2", "p3").forEach(session -> given().body(
                            "{\"session_id\": \"%s\", \"project_id\": \"%s\"}".formatted(session, id))
                    .post("/api/session/move")
                    .then()
                    .statusCode(200));
            given().body("{\"session_id\": \"p3\"}")
                    .post("/api/session/archive")
                    .then()
                    .statusCode(200);

            // then
            get(PROJECTS).then().body("projects[0].session_count", equalTo(2));
        }
    }

    private void twoProfiles() {
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb("work"), 31).session("s1");
        }
        await().untilAsserted(() ->
                get("/api/sessions?all_profiles=1&rule=empty").then().body("sessions.profile", hasItem("work")));
    }
}
