package ai.hermes.sessions.store;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody removes the log and the index of a store, which its readers have open. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class CutOffTest {

    TestHome home;

    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start().create(home.stateDb(), 31);
        agent.session("s1").message("s1", "user", "one");
        awaitCount(1);
        // Seen with a look that began when the log and the index were there.
        agent.message("s1", "user", "two");
        awaitCount(2);
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static void awaitCount(int messages) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.message_count", contains(messages)));
    }

    @Test
    void whatIsWrittenToTheFilesThatTakeTheirPlaceIsSeen() throws IOException {
        // given
        agent.run("PRAGMA wal_checkpoint(TRUNCATE)").release();
        Files.delete(home.path().resolve("state.db-wal"));
        Files.delete(home.path().resolve("state.db-shm"));

        // when
        agent.open(home.stateDb()).message("s1", "assistant", "three");
        // then
        awaitCount(3);
    }
}
