package ai.hermes.sessions.window;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session of 15,000 messages and 40 MB of what tools gave back. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class LongSessionTest {

    private static final int MESSAGES = 15_000;
    private static final int LARGEST_WINDOW = 200_000;
    /** A twentieth of what tools gave back in the session. */
    private static final long HEAP = 20 << 20;

    private static final String LONG = """
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO messages(session_id, role, content, timestamp)
            SELECT 's1', CASE i % 4 WHEN 0 THEN 'user' WHEN 2 THEN 'tool' ELSE 'assistant' END,
              CASE i % 4 WHEN 2 THEN i || ' ' || substr(replace(hex(zeroblob(2000)), '00', 'line: ok'), 1, 11184)
                ELSE 'Message ' || i END,
              1760000000.0 + i
            FROM n
            """;

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start().create(home.stateDb(), 1);
        agent.session("s1").run(LONG, MESSAGES - 1);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().queryParam("session_id", "s1")
                .get("/api/session/window")
                .then()
                .statusCode(200));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static Response window(String more) {
        return get("/api/session/window?session_id=s1&limit=500&max_bytes=200000" + more);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void itsWindowsJoinedAreAllOfItAndNoneOfItIsKept() {
        // given
        assertThat(get("/api/session/window?session_id=s1").asByteArray()).hasSizeLessThan(LARGEST_WINDOW);
        long before = heap();

        // when
        LinkedList<Long> ids = new LinkedList<>();
        int largest = 0;
        String next = "";
        boolean more = true;
        while (more) {
            Response window = window(next);
            List<Number> read = window.jsonPath().getList("messages.id");
            for (int i = read.size() - 1; i >= 0; i--) {
                ids.addFirst(read.get(i).longValue());
            }
            largest = Math.max(largest, window.asByteArray().length);
            more = window.jsonPath().getBoolean("has_before");
            next = "&before=" + ids.getFirst();
        }

        // then
        assertThat(ids).isEqualTo(LongStream.rangeClosed(1, MESSAGES).boxed().toList());
        assertThat(largest).isLessThan(LARGEST_WINDOW + 1);
        assertThat(heap() - before).isLessThan(HEAP);
    }
}
