package ai.hermes.sessions.organise;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store with a conversation in it, and ways to do something to conversations. */
abstract class OrganiseCase {

    static final String LIST = "/api/sessions";
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is added stays in memory when a test takes the home away, so no two tests name a session alike. */
    private static final AtomicInteger NAMES = new AtomicInteger();

    TestHome home;
    AgentProcess agent;
    String talk;

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

    String session(Map<String, ?> columns) {
        String id = getClass().getSimpleName() + "_" + NAMES.incrementAndGet();
        agent.session(id, columns);
        agent.message(id, "user", "Hello from " + id);
        return id;
    }

    List<String> sessions(int count) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(i -> session(Map.of())).toList();
        listed(ids.toArray(String[]::new));
        return ids;
    }

    static void listed(String... ids) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> get(LIST).then().statusCode(200).body("sessions.session_id", hasItems(ids)));
    }

    static List<String> list(String parameters) {
        return get(LIST + (parameters.isEmpty() ? "" : "?" + parameters))
                .then()
                .statusCode(200)
                .extract()
                .path("sessions.session_id");
    }

    static ValidatableResponse post(String path, Map<String, ?> body) {
        try {
            return raw(path, JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ValidatableResponse raw(String path, String body) {
        return given().contentType("text/plain; charset=utf-8")
                .body(body)
                .post(path)
                .then();
    }

    static ValidatableResponse organise(String deed, Map<String, ?> body) {
        return post("/api/session/" + deed, body);
    }

    static ValidatableResponse bulk(String action, List<String> ids) {
        return post("/api/sessions/bulk", Map.of("action", action, "ids", ids));
    }

    static ValidatableResponse undo(Object changeId) {
        return post("/api/changes/undo", Map.of("change_id", changeId));
    }

    String child() {
        String child = session(Map.of("source", "subagent", "parent_session_id", talk));
        await().atMost(PATIENCE)
                .untilAsserted(() -> get(LIST + "?rule=child").then().body("sessions.session_id", hasItems(child)));
        return child;
    }
}
