package ai.hermes.sessions.organise;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ViewsResourceTest extends OrganiseCase {

    private static final String VIEWS = "/api/views";

    @BeforeEach
    void noViews() {
        List<String> ids = get(VIEWS).path("views.view_id");
        ids.forEach(id -> post(VIEWS + "/delete", Map.of("view_id", id)));
    }

    private static String create(String name, Map<String, ?> query) {
        return post(VIEWS + "/create", Map.of("name", name, "query", query))
                .statusCode(200)
                .body("ok", equalTo(true))
                .extract()
                .path("view.view_id");
    }

    @Test
    void aViewIsListedWithItsQuery() {
        // when
        create(
                "Roses",
                Map.of("tag", "Roses", "source", List.of("cli", "telegram"), "pinned", true, "active_after", 5));

        // then
        get(VIEWS)
                .then()
                .body("views[0].name", equalTo("Roses"))
                .body("views[0].profile", equalTo("default"))
                .body("views[0].query.tag", contains("roses"))
                .body("views[0].query.source", contains("cli", "telegram"))
                .body("views[0].query.pinned", equalTo(true))
                .body("views[0].query.active_after", equalTo(5.0f));
    }

    @Test
    void theListOfAViewIsWhatItsQueryMeans() {
        // given
        String other = sessions(1).get(0);
        organise("tag", Map.of("session_id", other, "add", List.of("roses")));
        organise("archive", Map.of("session_id", other));

        // when
        String view = create("Roses", Map.of("tag", "roses", "rule", "archived"));

        // then
        assertThat(list("view=" + view)).containsExactly(other);
        assertThat(list("view=" + view + "&pinned=true")).isEmpty();
    }

    @Test
    void aViewIsRenamedAndGetsAnotherQuery() {
        // given
        String view = create("Roses", Map.of("tag", "roses"));

        // when
        post(VIEWS + "/rename", Map.of("view_id", view, "name", "Tulips")).body("view.query.tag", contains("roses"));
        post(VIEWS + "/rename", Map.of("view_id", view, "name", "Tulips", "query", Map.of("tag", "tulips")));

        // then
        get(VIEWS).then().body("views.name", contains("Tulips")).body("views[0].query.tag", contains("tulips"));
    }

    @Test
    void viewsArePutInOrder() {
        // given
        String one = create("One", Map.of());
        String two = create("Two", Map.of());
        String three = create("Three", Map.of());

        // when
        post(VIEWS + "/reorder", Map.of("view_ids", List.of(three, one))).statusCode(200);

        // then
        get(VIEWS).then().body("views.view_id", contains(three, one, two));
    }

    @Test
    void aDeletedViewIsGone() {
        // given
        String view = create("One", Map.of());

        // when
        post(VIEWS + "/delete", Map.of("view_id", view)).statusCode(200).body("ok", equalTo(true));

        // then
        get(LIST + "?view=" + view).then().statusCode(404).body("error", equalTo("View not found"));
    }

    @Test
    void aViewOfAnotherProfileIsNotFound() {
        // given
        agent.create(home.stateDb("work"), 31);
        String view = create("One", Map.of());
        Awaitility.await().atMost(PATIENCE).until(() -> given().cookie("hermes_profile", "work")
                .get("/api/projects")
                .path("active_profile")
                .equals("work"));

        // when
        ValidatableResponse answer = given().cookie("hermes_profile", "work")
                .body("{\"view_id\": \"" + view + "\"}")
                .post(VIEWS + "/delete")
                .then();

        // then
        answer.statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "create  | {}                                                   | 400 | Missing required field(s): name",
                "create  | {\"name\": \"   \", \"query\": {}}                   | 400 | name required",
                "create  | {\"name\": \"x\"}                                    | 400 | Missing required field(s): query",
                "create  | {\"name\": \"x\", \"query\": []}                     | 400 | Missing required field(s): query",
                "create  | {\"name\": \"x\", \"query\": {\"tags\": 1}}          | 400 | a query has no member tags",
                "create  | {\"name\": \"TAKEN\", \"query\": {}}                 | 400 | A view of that name exists",
                "rename  | {\"view_id\": \"x\"}                                 | 400 | Missing required field(s): name",
                "rename  | {\"view_id\": \"x\", \"name\": \"y\"}                | 404 | View not found",
                "reorder | {\"view_ids\": {}}                                   | 400 | Missing required field(s): view_ids",
                "reorder | {\"view_ids\": [\"x\"]}                              | 404 | View not found",
                "delete  | {}                                                   | 400 | Missing required field(s): view_id",
                "delete  | {\"view_id\": \"x\"}                                 | 404 | View not found"
            })
    void aBodyThatMakesNoSenseIsRefused(String deed, String body, int status, String error) {
        create("taken", Map.of());
        raw(VIEWS + "/" + deed, body).statusCode(status).body("error", equalTo(error));
    }
}
