package ai.hermes.sessions.session;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of the list, and rows by their ids: what a page needs to show windows of a long list. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SessionIndexTest {

    private static final String INDEX = "/api/sessions/index";

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void sessions() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        session("si_old", 1_795_000_000, Map.of("source", "telegram", "pinned", 1));
        session("si_root", 1_795_000_050, Map.of("end_reason", "compression", "ended_at", 1_795_000_090.0));
        session("si_tip", 1_795_000_100, Map.of("parent_session_id", "si_root"));
        session("si_new", 1_795_000_200, Map.of("title", "Newest"));
        session("si_archived", 1_795_000_300, Map.of("archived", 1));
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() ->
                        get("/api/sessions").then().body("total", equalTo(3)).body("rules.archived", equalTo(1)));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private void session(String id, double time, Map<String, ?> columns) {
        agent.session(id, columns);
        agent.message(id, "user", "Hello", Map.of("timestamp", time));
        agent.run("UPDATE sessions SET started_at = ? WHERE id = ?", time, id);
    }

    @Test
    void theIndexHasTheOrderAndTheCountsOfTheList() {
        // when
        JsonPath index = get(INDEX).jsonPath();
        JsonPath list = get("/api/sessions").jsonPath();

        // then
        assertThat(index.getList("index.sessions"))
                .containsExactly("si_new", "si_tip", "si_old")
                .isEqualTo(list.getList("sessions.session_id"));
        assertThat(index.getMap("rules")).isEqualTo(list.getMap("rules"));
        assertThat(index.getInt("total")).isEqualTo(3);
    }

    @Test
    void eachRowSaysWhatItIsGroupedAndMarkedBy() {
        // when
        JsonPath index = get(INDEX).jsonPath();

        // then
        assertThat(index.getList("index.activity")).isEqualTo(List.of(1_795_000_200, -100, -100));
        assertThat(index.getList("index.flags")).isEqualTo(List.of(0, 0, 1));
        assertThat(index.getMap("index.conversations")).isEqualTo(Map.of("1", "si_root"));
        List<Integer> source = index.getList("index.source");
        assertThat(index.getString("index.sources[" + source.get(2) + "].label"))
                .isEqualTo("Telegram");
        assertThat(index.getList("index.project")).isEqualTo(List.of(-1, -1, -1));
    }

    @Test
    void aFilterNarrowsTheIndexAsItDoesTheList() {
        // when
        JsonPath index = given().queryParam("q", "source:telegram").get(INDEX).jsonPath();

        // then
        assertThat(index.getList("index.sessions")).isEqualTo(List.of("si_old"));
        assertThat(index.getInt("total")).isEqualTo(1);
    }

    @Test
    void anUnchangedIndexIsNotSentAgain() {
        // given
        String tag = get(INDEX).header("ETag");

        // when
        Response again = given().header("If-None-Match", tag).get(INDEX);

        // then
        again.then().statusCode(304);
    }

    @Test
    void rowsComeByTheirIdsWhereverTheyAre() {
        // when
        JsonPath rows = given().queryParam("id", List.of("si_archived", "nobody", "default/si_new"))
                .get("/api/sessions/rows")
                .jsonPath();

        // then
        assertThat(rows.getList("sessions.session_id")).isEqualTo(List.of("si_archived", "si_new"));
        assertThat(rows.getList("missing")).isEqualTo(List.of("nobody"));
        assertThat(rows.getString("sessions[1].title")).isEqualTo("Newest");
    }

    @Test
    void moreRowsThanAWindowNeedsAreRefused() {
        // when
        Response many =
                given().queryParam("id", Collections.nCopies(201, "si_new")).get("/api/sessions/rows");

        // then
        many.then().statusCode(400);
    }
}
