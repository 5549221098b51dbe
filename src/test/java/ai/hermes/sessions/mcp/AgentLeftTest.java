package ai.hermes.sessions.mcp;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.lease.Lease;
import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.SlowSearch;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that does not wait any more for the search that it asked for. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class AgentLeftTest {

    /** It is to be 50 ms; the machine of a test may be busy. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String CALL = """
            {"jsonrpc": "2.0", "id": 7, "method": "tools/call",
             "params": {"name": "search_conversations", "arguments": {"query": "%s"}}}
            """.formatted(SlowSearch.QUERY);

    @Inject
    LeaseBook book;

    @TestHTTPResource
    URL url;

    TestHome home;
    private AgentProcess agent;
    private String session;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        SlowSearch.prepare(agent);
        await().atMost(30, SECONDS)
                .untilAsserted(
                        () -> get("/api/sessions").then().body("sessions.session_id", hasItem(SlowSearch.SESSION)));
        session = toTools("""
                {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18",
                 "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}
                """).post("/mcp").then().statusCode(200).extract().header("Mcp-Session-Id");
        inSession("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}")
                .post("/mcp");
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private static RequestSpecification toTools(String body) {
        return given().contentType("application/json")
                .accept("application/json, text/event-stream")
                .body(body);
    }

    private RequestSpecification inSession(String body) {
        return toTools(body).header("Mcp-Session-Id", session);
    }

    /** Asks for the search, without waiting for its answer. */
    private Socket call() throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        String request = String.join(
                "\r\n",
                "POST /mcp HTTP/1.1",
                "Host: " + url.getAuthority(),
                "Content-Type: application/json",
                "Accept: application/json, text/event-stream",
                "Mcp-Session-Id: " + session,
                "Content-Length: " + CALL.length(),
                "",
                CALL);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Lease searching() {
        return await().atMost(30, SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(
                        () -> book.live().stream()
                                .filter(it -> it.purpose() == Purpose.SEARCH)
                                .findFirst(),
                        it -> it.flatMap(Lease::statement)
                                .filter(sql -> sql.contains("messages_fts"))
                                .isPresent())
                .orElseThrow();
    }

    private void endsSoon(Lease lease, Duration left) {
        await().atMost(30, SECONDS).pollInterval(Duration.ofMillis(1)).until(lease::ended);
        assertThat(lease.age().minus(left)).as("left after %s", left).isLessThan(SOON);
        assertThat(book.live().stream().filter(it -> it.purpose() == Purpose.SEARCH))
                .isEmpty();
    }

    @Test
    void theSearchEndsWithTheConnection() throws IOException {
        // given
        Lease lease;
        Duration left;
        try (Socket client = call()) {
            lease = searching();
            assertThat(client.isClosed()).isFalse();

            // when
            left = lease.age();
        }

        // then
        endsSoon(lease, left);
    }

    @Test
    void theSearchEndsWhenTheAgentSaysThatItIsNotWanted() throws IOException {
        try (Socket client = call()) {
            // given
            Lease lease = searching();
            assertThat(client.isClosed()).isFalse();

            // when
            Duration left = lease.age();
            inSession("""
                    {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 7}}
                    """).post("/mcp").then().statusCode(202);

            // then
            endsSoon(lease, left);
        }
    }
}
