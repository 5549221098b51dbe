package ai.hermes.sessions.session;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SessionResourceTest {

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        await().untilAsserted(() -> get("/api/sessions").then().statusCode(200));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static ValidatableResponse session(String id, String more) {
        return given().queryParam("session_id", id)
                .get(more.isEmpty() ? "/api/session" : "/api/session?" + more)
                .then();
    }

    @Test
    void aConversationComesWithItsMessages() {
        // given
        agent.session("s1", Map.of("title", "Soup"));
        agent.message("s1", "user", "How long do lentils take?");
        agent.message("s1", "assistant", "Twenty minutes.");

        // then
        session("s1", "")
                .statusCode(200)
                .body("session.session_id", equalTo("s1"))
                .body("session.title", equalTo("Soup"))
                .body("session.messages.role", contains("user", "assistant"))
                .body("session.messages.content", contains("How long do lentils take?", "Twenty minutes."))
                .body("session.message_count", equalTo(2))
                .body("session.actual_message_count", equalTo("2"))
                .body("session._messages_truncated", equalTo(false))
                .body("session._messages_offset", equalTo(0))
                .body("session._msg_limit_max", equalTo(500))
                .body("session.tool_calls", empty());
    }

    @Test
    void aSessionThatWasWrittenThisMomentCanBeOpened() {
        // when
        agent.session("fresh");
        agent.message("fresh", "user", "Now");

        // then
        session("fresh", "").statusCode(200).body("session.messages", hasSize(1));
    }

    @Test
    void anySegmentOpensTheWholeConversation() {
        // given
        agent.session("root", Map.of("end_reason", "compression", "ended_at", 5, "started_at", 1));
        agent.message("root", "user", "First");
        agent.session("tip", Map.of("parent_session_id", "root", "started_at", 6));
        agent.message("tip", "user", "Second");
        await().untilAsserted(() -> get("/api/sessions").then().body("rules.segment", equalTo(1)));

        // then
        for (String id : List.of("root", "tip")) {
            session(id, "")
                    .body("session.session_id", equalTo("tip"))
                    .body("session.segments", contains("root", "tip"))
                    .body("session.messages.content", contains("First", "Second"))
                    .body("session.message_count", equalTo(2));
        }
        session("root", "").body("session.continuation_session_id", equalTo("tip"));
    }

    @Test
    void withoutMessagesThereIsStillTheRow() {
        // given
        agent.session("s1", Map.of("title", "Soup"));
        agent.message("s1", "user", "Hello");
        // The list before may be that of the store that was here before.
        await().untilAsserted(() -> get("/api/sessions")
                .then()
                .body("sessions.title", equalTo(List.of("Soup")))
                .body("sessions.message_count", equalTo(List.of(1))));

        // then
        session("s1", "messages=0")
                .statusCode(200)
                .body("session.title", equalTo("Soup"))
                .body("session.message_count", equalTo(1))
                .body("session.messages", empty());
    }

    @Test
    void windowsTogetherHaveEveryMessageOnce() {
        // given
        agent.session("s1");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String text = "message " + i;
            all.add(text);
            agent.message("s1", i % 2 == 0 ? "user" : "assistant", text);
        }

        // when
        List<String> seen = new ArrayList<>();
        String before = "";
        boolean more;
        do {
            JsonPath window = session("s1", "msg_limit=4&msg_before=" + before)
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .setRootPath("session");
            seen.addAll(0, window.getList("messages.content"));
            before = window.getString("_messages_offset");
            more = window.getBoolean("_messages_truncated");
        } while (more);

        // then
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void multimodalContentToolsAndReasoningAreKept() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "\0json:[{\"type\":\"text\",\"text\":\"What is this?\"}]");
        agent.message(
                "s1",
                "assistant",
                "",
                Map.of(
                        "reasoning",
                        "Let me look",
                        "tool_calls",
                        "[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"vision\",\"arguments\":\"{}\"}}]"));
        agent.message("s1", "tool", "{\"output\":\"a cat\"}", Map.of("tool_call_id", "c1", "tool_name", "vision"));

        // then
        session("s1", "")
                .body("session.messages[0].content[0].text", equalTo("What is this?"))
                .body("session.messages[1].reasoning", equalTo("Let me look"))
                .body("session.messages[1].tool_calls[0].function.name", equalTo("vision"))
                .body("session.messages[2].tool_call_id", equalTo("c1"))
                .body("session.messages[2].tool_name", equalTo("vision"));
    }

    @Test
    void theThreeStatesOfARowAreToldApart() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "summarised away", Map.of("active", 0, "compacted", 1));
        agent.message("s1", "user", "undone", Map.of("active", 0, "compacted", 0));
        agent.message("s1", "user", "live");

        // then
        session("s1", "")
                .body("session.messages.content", contains("summarised away", "live"))
                .body("session.messages[0].compacted", equalTo(true));
    }

    @Test
    void orderIsThatOfIdsWhateverTheClockSaid() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "first", Map.of("timestamp", 2000));
        agent.message("s1", "assistant", "second", Map.of("timestamp", 1000));

        // then
        session("s1", "").body("session.messages.content", contains("first", "second"));
    }

    @Test
    void anIdIsRequired() {
        get("/api/session").then().statusCode(400).body("error", equalTo("session_id is required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "../../etc/passwd", "' OR 1=1 --", "\u0000", "💥", "a b"})
    void anUnknownIdIsNotFound(String id) {
        session(id, "").statusCode(404).body("error", equalTo("Session not found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg_limit=abc", "msg_limit=-1", "msg_limit=0", "msg_before=x", "msg_before=99999999999"})
    void numbersThatMakeNoSenseCountAsNotGiven(String query) {
        // given
        agent.session("s1");
        agent.message("s1", "user", "Hello");

        // then
        session("s1", query).statusCode(200).body("session.messages", hasSize(1));
    }

    @Test
    void anotherProfilesSessionIsTold() {
        // given
        agent.create(home.stateDb("work"), 31).session("office");
        agent.message("office", "user", "Hello");
        await().untilAsserted(() -> get("/api/sessions").then().body("other_profile_count", equalTo(1)));

        // then
        session("office", "")
                .statusCode(409)
                .body("code", equalTo("session_profile_mismatch"))
                .body("session_id", equalTo("office"))
                .body("profile", equalTo("work"));
        session("office", "profile=work").statusCode(200).body("session.profile", equalTo("work"));
        session("office", "profile=../work").statusCode(400).body("error", equalTo("invalid profile"));
    }

    @Test
    void aStoreThatCannotBeReadIsToldAndNotAnEmptyTranscript() {
        // given
        agent.session("s1");
        agent.message("s1", "user", "Hello");
        await().untilAsserted(() -> get("/api/sessions").then().body("sessions", hasSize(1)));
        agent.release();

        // when
        TestHome.remove(home.stateDb());
        IllStore.GARBAGE.put(home.stateDb());

        // then
        session("s1", "")
                .statusCode(503)
                .body("code", notNullValue())
                .body("consequence", notNullValue())
                .body("remedy", notNullValue());
    }
}
