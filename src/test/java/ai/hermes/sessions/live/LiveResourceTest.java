package ai.hermes.sessions.live;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class LiveResourceTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    TestHome home;

    @TestHTTPResource("/")
    URI service;

    private AgentProcess agent;
    private HttpClient client = HttpClient.newHttpClient();
    private final List<CompletableFuture<HttpResponse<Stream<String>>>> streams = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 17).session("s1");
        agent.message("s1", "user", "hello");
        await().atMost(LONG)
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.message_count", hasItem(1)));
    }

    @AfterEach
    void end() {
        streams.forEach(stream -> stream.thenAccept(answer -> answer.body().close()));
        agent.close();
        home.clear();
    }

    /** The lines of a stream as they come. */
    private List<String> follow(String path) {
        List<String> lines = new CopyOnWriteArrayList<>();
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Accept", "text/event-stream")
                .build();
        CompletableFuture<HttpResponse<Stream<String>>> stream =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofLines());
        streams.add(stream);
        stream.thenAcceptAsync(answer -> answer.body().forEach(lines::add));
        await().atMost(LONG).until(() -> !lines.isEmpty());
        return lines;
    }

    private static List<JsonPath> told(List<String> lines, String event) {
        return Stream.iterate(0, i -> i + 1)
                .limit(Math.max(0, lines.size() - 1))
                .filter(i -> lines.get(i).equals("event:" + event))
                .map(i -> JsonPath.from(lines.get(i + 1).substring("data:".length())))
                .toList();
    }

    private static void awaitTold(List<String> lines, String event) {
        await().atMost(LONG).until(() -> !told(lines, event).isEmpty());
    }

    @Test
    void aNewMessageIsTold() {
        // given
        List<String> lines = follow("/api/sessions/events");

        // when
        agent.message("s1", "assistant", "hi");

        // then
        awaitTold(lines, "sessions_changed");
        assertThat(told(lines, "sessions_changed").get(0).getString("type")).isEqualTo("sessions_changed");
    }

    @Test
    void versionsGrow() {
        // given
        List<String> lines = follow("/api/sessions/events");
        agent.message("s1", "assistant", "one");
        awaitTold(lines, "sessions_changed");

        // when
        agent.message("s1", "assistant", "two");

        // then
        await().atMost(LONG).until(() -> told(lines, "sessions_changed").size() > 1);
        assertThat(told(lines, "sessions_changed").stream()
                        .map(it -> it.getLong("version"))
                        .toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatPeopleAddIsToldAsWell() {
        // given
        List<String> lines = follow("/api/sessions/gateway/stream");

        // when
        given().body("{\"session_id\": \"s1\"}").post("/api/session/pin").then().statusCode(200);

        // then
        awaitTold(lines, "sessions_changed");
    }

    @Test
    void otherProfilesAreToldOnlyToWhoAsksForThem() {
        // given
        List<String> own = follow("/api/sessions/events");
        List<String> all = follow("/api/sessions/events?all_profiles=1");

        // when
        agent.create(home.stateDb("work"), 17).session("w1");

        // then
        await().atMost(LONG).until(() -> told(all, "sessions_changed").stream()
                .anyMatch(it -> "work".equals(it.getString("profile"))));
        assertThat(told(own, "sessions_changed")).noneMatch(it -> "work".equals(it.getString("profile")));
    }

    @Test
    void somethingIsSentWhereNothingChanges() {
        // when
        List<String> lines = follow("/api/sessions/events");

        // then
        await().atMost(LONG).until(() -> lines.stream().anyMatch(it -> it.matches(": ?keepalive")));
    }

    @Test
    void clientsAreToldWhenToComeAgain() {
        // when
        List<String> lines = follow("/api/sessions/events");

        // then
        await().atMost(LONG).until(() -> lines.stream().anyMatch(it -> it.matches("retry: ?3000")));
    }

    @Test
    void aConversationThatGrowsIsTold() {
        // given
        List<String> lines = follow("/api/session/stream?session_id=s1&known_count=1");
        awaitTold(lines, "initial");

        // when
        agent.message("s1", "assistant", "hi");

        // then
        awaitTold(lines, "session-updated");
        JsonPath update = told(lines, "session-updated").get(0);
        assertThat(List.of(
                        update.getString("session_id"),
                        update.getInt("message_count"),
                        update.getInt("known_count"),
                        update.getString("source")))
                .containsExactly("s1", 2, 1, "store");
    }

    @Test
    void whoeverLacksMessagesIsToldAtOnce() {
        // when
        List<String> lines = follow("/api/session/stream?session_id=s1&known_count=0");

        // then
        awaitTold(lines, "session-updated");
        assertThat(told(lines, "session-updated").get(0).getString("source")).isEqualTo("subscribe_recovery");
    }

    @Test
    void aConversationThatIsNotThereCannotBeFollowed() {
        given().accept("text/event-stream")
                .get("/api/session/stream?session_id=nobody")
                .then()
                .statusCode(404)
                .body("error", equalTo("Session not found"));
    }

    @Test
    void aConversationHasToBeNamed() {
        given().accept("text/event-stream")
                .get("/api/session/stream")
                .then()
                .statusCode(400)
                .body("error", equalTo("session_id is required"));
    }

    @Test
    void whoeverAsksIsToldThatTheListCanBeFollowed() {
        get("/api/sessions/gateway/stream?probe=1")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("fallback_poll_ms", equalTo(30_000))
                .body("session_stream_path", equalTo("/api/session/stream"));
    }

    @Test
    void openStreamsAreCountedAndForgotten() {
        // given
        follow("/api/sessions/events");
        assertThat(get("/q/metrics").asString()).containsPattern("hermes_live_streams\\{?[^}]*}? [1-9]");

        // when
        streams.forEach(stream -> stream.join().body().close());

        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(get("/q/metrics").asString())
                .containsPattern("hermes_live_streams(\\{[^}]*})? 0"));
    }
}
