package ai.hermes.sessions.live;

import static ai.hermes.sessions.live.EventStream.LONG;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.live.EventStream.Event;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class LiveResourceTest {

    private static final String CHANGED = "sessions_changed";

    TestHome home;

    @TestHTTPResource("/")
    URI service;

    private AgentProcess agent;
    private final List<EventStream> streams = new ArrayList<>();

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 17).session("s1");
        agent.message("s1", "user", "hello");
        await().atMost(LONG).untilAsserted(() -> get("/api/sessions")
                .then()
                .body("sessions.message_count", hasItem(1))
                .body("pending", equalTo(false)));
    }

    @AfterEach
    void end() {
        streams.forEach(EventStream::close);
        agent.close();
        home.clear();
    }

    private EventStream follow(String path, String... headers) {
        EventStream stream = EventStream.open(service.resolve(path), headers);
        streams.add(stream);
        return stream;
    }

    /**
     * Waits until a stream was told that a session has so many messages, or to ask for a list that was just made anew
     * and says so.
     */
    private static void awaitCount(EventStream stream, String session, int messages) {
        await().atMost(LONG).until(() -> stream.events(CHANGED).stream()
                .flatMap(event -> event.data().has("reload") ? listed().values().stream() : rows(event).stream())
                .anyMatch(row -> row.get("session_id").asText().equals(session)
                        && row.get("message_count").asInt() == messages));
    }

    /** Waits until a stream was told of a profile that is new, and whose list is so as a whole. */
    private static void awaitNew(EventStream stream, String profile) {
        await().atMost(LONG).until(() -> stream.events(CHANGED).stream()
                .anyMatch(event -> event.data().path("reload").toString().contains(profile)));
    }

    private static List<JsonNode> rows(Event event) {
        List<JsonNode> rows = new ArrayList<>();
        event.data().path("sessions").forEach(rows::add);
        return rows;
    }

    @Test
    void aNewMessageIsToldWithTheRowAsItIsNow() {
        // given
        EventStream stream = follow("/api/sessions/events");

        // when
        agent.message("s1", "assistant", "hi");

        // then
        awaitCount(stream, "s1", 2);
        JsonNode last =
                stream.events(CHANGED).get(stream.events(CHANGED).size() - 1).data();
        assertThat(last.get("type").asText()).isEqualTo(CHANGED);
        assertThat(last.get("session_id").asText()).isEqualTo("s1");
        assertThat(last.get("sessions").get(0).get("rule").asText()).isEqualTo("listed");
        assertThat(last.get("sessions").get(0).get("source").asText()).isEqualTo("cli");
    }

    @Test
    void aRunOfAJobIsToldWithIt() {
        // given
        EventStream stream = follow("/api/sessions/events");

        // when
        agent.session("asked", Map.of("source", "api_server", "title", "Summary 12"));
        agent.message("asked", "user", "Do it");

        // then
        awaitCount(stream, "asked", 1);
        assertThat(stream.events(CHANGED).stream()
                        .flatMap(event -> rows(event).stream())
                        .filter(row -> row.get("session_id").asText().equals("asked"))
                        .map(row -> row.path("job_id").asText()))
                .isNotEmpty()
                .containsOnly("Summary");
    }

    @Test
    void idsAndVersionsIncreaseStrictlyAndNameTheOneBefore() {
        // given
        EventStream stream = follow("/api/sessions/events?all_profiles=1");
        agent.message("s1", "assistant", "one");
        awaitCount(stream, "s1", 2);
        agent.create(home.stateDb("work"), 17).session("w1");
        awaitNew(stream, "work");

        // when
        agent.open(home.stateDb()).message("s1", "assistant", "two");

        // then
        awaitCount(stream, "s1", 3);
        List<Event> events = stream.events(CHANGED);
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).sequence()).isGreaterThan(events.get(i - 1).sequence());
            assertThat(events.get(i).data().get("version").asLong())
                    .isEqualTo(events.get(i).sequence());
            assertThat(events.get(i).data().get("previous").asLong())
                    .isEqualTo(events.get(i - 1).sequence());
        }
    }

    @Test
    void whoeverComesAgainIsToldWhatWasMissed() {
        // given
        EventStream before = follow("/api/sessions/events");
        EventStream other = follow("/api/sessions/events");
        String lastId = before.lastId();
        before.close();
        agent.message("s1", "assistant", "missed");
        awaitCount(other, "s1", 2);

        // when
        EventStream after = follow("/api/sessions/events", "Last-Event-ID", lastId);

        // then
        awaitCount(after, "s1", 2);
        assertThat(after.events(CHANGED)).containsExactlyElementsOf(other.events(CHANGED));
    }

    @Test
    void noIdIsTaughtBeforeWhatItStandsForIsTold() {
        // given
        EventStream other = follow("/api/sessions/events");
        String lastId = other.lastId();
        agent.message("s1", "assistant", "missed");
        awaitCount(other, "s1", 2);

        // when
        EventStream after = follow("/api/sessions/events", "Last-Event-ID", lastId);

        // then
        awaitCount(after, "s1", 2);
        assertThat(after.lines().stream().filter(line -> line.startsWith("id: ")))
                .first()
                .isEqualTo("id: " + lastId);
    }

    @Test
    void whoeverCannotSetHeadersNamesTheLastEventInTheAddress() {
        // given
        EventStream other = follow("/api/sessions/events");
        String lastId = other.lastId();
        agent.message("s1", "assistant", "missed");
        awaitCount(other, "s1", 2);

        // when
        EventStream after = follow("/api/sessions/gateway/stream?after_event_id=" + lastId);

        // then
        awaitCount(after, "s1", 2);
    }

    @Test
    void whoeverKnowsAnEventOfAnEarlierStartIsToldToAskForTheList() {
        // when
        EventStream stream = follow("/api/sessions/events", "Last-Event-ID", "abc-1");

        // then
        JsonNode told = stream.awaitEvent(CHANGED).data();
        assertThat(List.of(told.get("reason").asText(), told.get("cause").asText()))
                .containsExactly("resync", "restarted");
    }

    @Test
    void whoeverKnowsAnEventThatWasNeverToldIsToldToAskForTheList() {
        // given
        String future = follow("/api/sessions/events").lastId().replaceAll("-.*", "-999999999");

        // when
        List<EventStream> streams = List.of(
                follow("/api/sessions/events", "Last-Event-ID", future),
                follow("/api/sessions/events", "Last-Event-ID", "nonsense"));

        // then
        assertThat(streams).allSatisfy(it -> assertThat(
                        it.awaitEvent(CHANGED).data().get("cause").asText())
                .isEqualTo("unknown"));
    }

    @Test
    void whoeverGoesOnAfterAResyncIsNotToldItAgain() {
        // given
        EventStream told = follow("/api/sessions/events", "Last-Event-ID", "abc-1");
        String id = told.awaitEvent(CHANGED).id();

        // when
        EventStream stream = follow("/api/sessions/events", "Last-Event-ID", id);
        agent.message("s1", "assistant", "hi");

        // then
        awaitCount(stream, "s1", 2);
        assertThat(stream.events(CHANGED))
                .noneMatch(it -> it.data().get("reason").asText().equals("resync"));
    }

    @Test
    void whatEventsTellAddsUpToTheList() {
        // given
        EventStream stream = follow("/api/sessions/events");
        Map<String, JsonNode> seen = new ConcurrentHashMap<>(listed());

        // when
        for (int i = 0; i < 12; i++) {
            agent.session("n" + i);
            agent.message("n" + i, "user", "hello " + i);
            agent.message("s1", "assistant", "more " + i);
        }
        agent.run("UPDATE sessions SET archived = 1 WHERE id = 'n3'");
        agent.run("DELETE FROM messages WHERE session_id = 'n4'");
        agent.run("DELETE FROM sessions WHERE id = 'n4'");
        agent.run("UPDATE sessions SET ended_at = started_at + 1, end_reason = 'compression' WHERE id = 'n5'");
        agent.session("n5b", Map.of("parent_session_id", "n5", "started_at", System.currentTimeMillis() / 1000.0));
        agent.message("n5b", "user", "goes on");
        given().body("{\"session_id\": \"n6\", \"title\": \"renamed\"}")
                .post("/api/session/rename")
                .then()
                .statusCode(200);

        // then
        await().atMost(LONG).untilAsserted(() -> {
            stream.events(CHANGED).forEach(event -> apply(event.data(), seen));
            assertThat(seen).isEqualTo(listed()).hasSize(11).doesNotContainKey("n3");
        });
    }

    private void apply(JsonNode event, Map<String, JsonNode> seen) {
        event.path("removed")
                .forEach(gone -> seen.remove(gone.get("conversation_id").asText()));
        event.path("sessions").forEach(row -> {
            if (row.get("rule").asText().equals("listed")) {
                ObjectNode plain = row.deepCopy();
                plain.remove(List.of("rule", "source"));
                seen.put(row.get("conversation_id").asText(), plain);
            } else {
                seen.remove(row.get("conversation_id").asText());
            }
        });
        if (event.has("reload")) {
            seen.clear();
            seen.putAll(listed());
        }
    }

    private static Map<String, JsonNode> listed() {
        Map<String, JsonNode> listed = new HashMap<>();
        JsonNode list = EventStream.json(get("/api/sessions").asString());
        list.get("sessions")
                .forEach(row -> listed.put(row.get("conversation_id").asText(), row));
        return listed;
    }

    @Test
    void whatPeopleAddIsToldAsWell() {
        // given
        EventStream stream = follow("/api/sessions/gateway/stream");

        // when
        given().body("{\"session_id\": \"s1\"}").post("/api/session/pin").then().statusCode(200);

        // then
        await().atMost(LONG).until(() -> stream.events(CHANGED).stream()
                .flatMap(event -> rows(event).stream())
                .anyMatch(row -> row.get("pinned").asBoolean()));
    }

    @Test
    void otherProfilesAreToldOnlyToWhoAsksForThem() {
        // given
        EventStream own = follow("/api/sessions/events");
        EventStream all = follow("/api/sessions/events?all_profiles=1");

        // when
        agent.create(home.stateDb("work"), 17).session("w1");
        awaitNew(all, "work");
        agent.open(home.stateDb()).message("s1", "assistant", "hi");

        // then
        awaitCount(own, "s1", 2);
        assertThat(own.events(CHANGED)).noneMatch(it -> it.data().toString().contains("\"work\""));
        assertThat(all.events(CHANGED))
                .anyMatch(it -> it.data().path("profile").asText().equals("work"));
    }

    @Test
    void somethingIsSentWhereNothingChanges() {
        // when
        EventStream stream = follow("/api/sessions/events");

        // then
        await().atMost(LONG).until(() -> stream.lines().contains(": keepalive"));
    }

    @Test
    void clientsAreToldWhenToComeAgain() {
        // when
        EventStream stream = follow("/api/sessions/events");

        // then
        assertThat(stream.lines()).contains("retry: 3000");
    }

    @Test
    void aConversationThatGrowsIsTold() {
        // given
        EventStream stream = follow("/api/session/stream?session_id=s1&known_count=1");
        stream.awaitEvent("initial");

        // when
        agent.message("s1", "assistant", "hi");

        // then
        JsonNode update = stream.awaitEvent("session-updated").data();
        assertThat(List.of(
                        update.get("session_id").asText(),
                        update.get("message_count").asInt(),
                        update.get("known_count").asInt(),
                        update.get("source").asText()))
                .containsExactly("s1", 2, 1, "store");
    }

    @Test
    void whoeverLacksMessagesIsToldAtOnce() {
        // when
        EventStream stream = follow("/api/session/stream?session_id=s1&known_count=0");

        // then
        assertThat(stream.awaitEvent("session-updated").data().get("source").asText())
                .isEqualTo("subscribe_recovery");
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
        EventStream stream = follow("/api/sessions/events");
        assertThat(get("/q/metrics").asString()).containsPattern("hermes_live_streams(\\{[^}]*})? [1-9]");

        // when
        stream.close();

        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(get("/q/metrics").asString())
                .containsPattern("hermes_live_streams(\\{[^}]*})? 0"));
    }

    @Test
    void howLateEventsAreIsMeasured() {
        // given
        EventStream stream = follow("/api/sessions/events");

        // when
        agent.message("s1", "assistant", "hi");

        // then
        awaitCount(stream, "s1", 2);
        await().atMost(LONG).untilAsserted(() -> assertThat(get("/q/metrics").asString())
                .containsPattern("hermes_live_lag_seconds_count(\\{[^}]*})? [1-9]"));
    }
}
