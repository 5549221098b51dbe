package ai.hermes.sessions.finder;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class FinderResourceTest {

    /** Of a form that no rule knows, with what JSON escapes. */
    private static final String SECRET = "correct \"horse\" 77";

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void sessions() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb("work"), 31).session("fi_theirs", Map.of("title", "About " + SECRET));
        agent.message("fi_theirs", "user", "Hello");
        agent.create(home.stateDb(), 31).session("fi_chat");
        for (int i = 0; i < 5; i++) {
            agent.message("fi_chat", "user", "Nothing to see");
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> get("/api/sessions?all_profiles=1")
                .then()
                .statusCode(200)
                .body("sessions.session_id", hasItem("fi_chat"))
                .body("sessions.session_id", hasItem("fi_theirs")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static ValidatableResponse find(Map<String, String> body) {
        return given().body(body)
                .contentType("application/json")
                .post("/api/secrets/find")
                .then();
    }

    @Test
    void itIsFoundInAllStoresAndInWhatPeopleAdded() {
        // given
        long said = agent.message("fi_chat", "user", "It is " + SECRET + ", keep it");
        long called = agent.message(
                "fi_chat", "assistant", "", Map.of("tool_calls", "[{\"arguments\": \"correct \\\"horse\\\" 77\"}]"));
        given().body(Map.of("session_id", "fi_chat", "note", "Not " + SECRET))
                .contentType("application/json")
                .post("/api/session/note")
                .then()
                .statusCode(200);

        // when
        ValidatableResponse answer = find(Map.of("secret", SECRET));

        // then
        answer.statusCode(200).body("complete", equalTo(true)).body("next_cursor", equalTo(null));
        List<Map<String, Object>> places = answer.extract().path("places");
        assertThat(places)
                .containsExactlyInAnyOrder(
                        Map.of(
                                "profile",
                                "default",
                                "session_id",
                                "fi_chat",
                                "message_id",
                                (int) said,
                                "place",
                                "content"),
                        Map.of(
                                "profile",
                                "default",
                                "session_id",
                                "fi_chat",
                                "message_id",
                                (int) called,
                                "place",
                                "calls"),
                        Map.of("profile", "default", "session_id", "fi_chat", "place", "note"),
                        Map.of("profile", "work", "session_id", "fi_theirs", "place", "title"));
        assertThat(answer.extract().asString()).doesNotContain("horse");
    }

    @Test
    void nothingIsFoundWhereItIsNot() {
        find(Map.of("secret", "something else"))
                .statusCode(200)
                .body("places", equalTo(List.of()))
                .body("scanned_messages", equalTo(6))
                .body("complete", equalTo(true));
    }

    @Test
    void aSearchGoesOnWhereTheStepBeforeEnded() {
        // given
        long said = agent.message("fi_chat", "user", SECRET);

        // then
        find(Map.of("secret", SECRET, "cursor", "default.messages." + (said - 1)))
                .statusCode(200)
                .body("places[0].message_id", equalTo((int) said));
        find(Map.of("secret", SECRET, "cursor", "default.messages." + said))
                .statusCode(200)
                .body("places.session_id", equalTo(List.of("fi_theirs")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"secret\": \"short\"}",
                "{\"secret\": \"       a       \"}",
                "{\"secret\": \"long enough\", \"cursor\": \"x\"}"
            })
    void whatMakesNoSenseIsRefused(String body) {
        given().body(body).post("/api/secrets/find").then().statusCode(400);
    }

    @Test
    void aStoreThatCannotBeReadIsNotTakenForOneWithoutIt() {
        // given
        agent.close();
        TestHome.remove(home.stateDb("work"));
        IllStore.GARBAGE.put(home.stateDb("work"));

        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> find(Map.of("secret", SECRET)).statusCode(503));
    }
}
