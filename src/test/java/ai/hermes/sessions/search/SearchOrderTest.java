package ai.hermes.sessions.search;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of what is found, and the scores that make it. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SearchOrderTest {

    /** So long ago that nothing of it is recent. */
    private static final double LONG_AGO = 1_500_000_000.0;

    TestHome home;
    private AgentProcess agent;

    /** A word is worth something only where most messages are without it. */
    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        agent.session("others");
        for (int i = 0; i < 40; i++) {
            agent.message("others", "user", "Nothing of it, number " + i, Map.of("timestamp", LONG_AGO));
        }
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private void session(String id, double at, String text, Map<String, ?> columns) {
        Map<String, Object> all = new LinkedHashMap<>(columns);
        all.put("started_at", at);
        agent.session(id, all);
        agent.message(id, "user", text, Map.of("timestamp", at));
    }

    private static void listed(String id) {
        await().atMost(30, SECONDS)
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItem(id)));
    }

    /** Scores by the ids of conversations, the best first. */
    private static Map<String, Double> scores(String query) {
        JsonPath answer = given().queryParam("q", query)
                .get("/api/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Double> scores = new LinkedHashMap<>();
        List<String> ids = answer.getList("results.session_id");
        for (int i = 0; i < ids.size(); i++) {
            scores.put(ids.get(i), answer.getDouble("results[" + i + "].score"));
        }
        return scores;
    }

    @Test
    void ofWhatFitsAsWellTheRecentComesFirstAndAMonthHalvesWhatThatIsWorth() {
        // given
        double now = Instant.now().getEpochSecond();
        session("years", LONG_AGO, "lentils", Map.of());
        session("now", now, "lentils", Map.of());
        session("month", now - Duration.ofDays(30).toSeconds(), "lentils", Map.of());
        listed("month");

        // when
        Map<String, Double> scores = scores("lentils");

        // then
        assertThat(scores.keySet()).containsExactly("now", "month", "years");
        assertThat(scores.get("now") / scores.get("years")).isCloseTo(2, within(0.01));
        assertThat(scores.get("month") / scores.get("years")).isCloseTo(1.5, within(0.01));
    }

    @Test
    void ofWhatIsAsRecentThatComesFirstWhichFitsBetter() {
        // given
        session("poor", LONG_AGO, "lentils " + "and so on and so forth ".repeat(40), Map.of());
        session("good", LONG_AGO, "lentils, and again lentils", Map.of());
        session("fair", LONG_AGO, "lentils, or what else there may be", Map.of());
        listed("fair");

        // then
        assertThat(scores("lentils").keySet()).containsExactly("good", "fair", "poor");
    }

    @Test
    void aTitleIsWorthMoreThanANoteAndAnIdThatIsTypedInFullMost() {
        // given
        session("zebra", LONG_AGO, "Nothing", Map.of());
        session("zebra-and-more", LONG_AGO, "Nothing", Map.of());
        session("titled", LONG_AGO, "Nothing", Map.of("title", "A zebra"));
        session("placed", LONG_AGO, "Nothing", Map.of("cwd", "/home/zebra"));
        session("tagged", LONG_AGO, "Nothing", Map.of());
        session("noted", LONG_AGO, "Nothing", Map.of());
        session("grouped", LONG_AGO, "Nothing", Map.of());
        listed("grouped");
        post("/api/session/tag", Map.of("session_id", "tagged", "add", List.of("zebra")));
        post("/api/session/note", Map.of("session_id", "noted", "note", "Ask the zebra"));
        String project =
                post("/api/projects/create", Map.of("name", "Zebra herd")).getString("project.project_id");
        post("/api/session/move", Map.of("session_id", "grouped", "project_id", project));

        // then
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(scores("zebra"))
                .isEqualTo(Map.of(
                        "zebra", 50.0,
                        "titled", 12.0,
                        "zebra-and-more", 8.0,
                        "tagged", 8.0,
                        "noted", 6.0,
                        "grouped", 6.0,
                        "placed", 3.0)));
        assertThat(scores("zebra").keySet()).startsWith("zebra", "titled").endsWith("placed");
    }

    private static JsonPath post(String path, Map<String, ?> body) {
        return given().body(body)
                .contentType("application/json")
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
