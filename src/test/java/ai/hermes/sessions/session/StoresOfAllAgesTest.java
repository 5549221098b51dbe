package ai.hermes.sessions.session;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents of every age, seen through the same two paths. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class StoresOfAllAgesTest {

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 11, 17, 23, 25, 30, 31, 40})
    void aStoreOfEachVersionIsListedAndOpened(int version) {
        // when
        agent.create(home.stateDb(), version);
        write();

        // then
        isListedAndOpened();
    }

    @ParameterizedTest
    @EnumSource
    void aStoreOfEachJournalModeIsListedAndOpened(Journal journal) {
        // when
        agent.create(home.stateDb(), 31, journal);
        write();

        // then
        isListedAndOpened();
    }

    @Test
    void aFullTextTableThatNobodyCanReadIsNoHindrance() {
        // when
        agent.create(home.stateDb(), 31);
        write();
        agent.addTableWithAbsentTokenizer();

        // then
        isListedAndOpened();
    }

    @Test
    void withoutMessagesSessionsAreListedByTheAgentsOwnCountsButNoneCanBeOpened() {
        // when
        agent.create(home.stateDb(), 6);
        agent.session("s1", Map.of("message_count", 7));
        agent.run("DROP TABLE messages");

        // then
        await().untilAsserted(() -> get("/api/sessions")
                .then()
                .statusCode(200)
                .body("sessions.session_id", contains("s1"))
                .body("sessions[0].message_count", equalTo(7)));
        get("/api/session?session_id=s1").then().statusCode(503).body("code", equalTo("store_without_messages"));
    }

    private void write() {
        agent.session("s1", Map.of("title", "Lentil soup"));
        agent.message("s1", "user", "How long?");
        agent.message("s1", "assistant", "Twenty minutes.");
    }

    private static void isListedAndOpened() {
        await().untilAsserted(() -> get("/api/sessions")
                .then()
                .statusCode(200)
                .body("sessions.session_id", hasItem("s1"))
                .body("sessions[0].message_count", equalTo(2)));
        get("/api/session?session_id=s1")
                .then()
                .statusCode(200)
                .body("session.messages.content", contains("How long?", "Twenty minutes."));
    }
}
