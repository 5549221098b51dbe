package ai.hermes.sessions.search;

import static io.restassured.RestAssured.get;
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
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that goes away in the middle of a search. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SearchLeftTest {

    /** It is to be 50 ms; the machine of a test may be busy. */
    private static final Duration SOON = Duration.ofSeconds(1);

    @Inject
    LeaseBook book;

    @TestHTTPResource
    URL url;

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        SlowSearch.prepare(agent);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItem("slow")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private Optional<Lease> searching() {
        return book.live().stream().filter(it -> it.purpose() == Purpose.SEARCH).findFirst();
    }

    @Test
    void itIsStoppedWhenNobodyWaitsForItAnyMore() throws IOException {
        // given
        Lease lease;
        Duration left;
        try (Socket client = new Socket(url.getHost(), url.getPort())) {
            client.getOutputStream()
                    .write(("GET /api/search?q=" + SlowSearch.QUERY.replace(' ', '+') + " HTTP/1.1\r\nHost: "
                                    + url.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            lease = await().atMost(30, SECONDS)
                    .pollInterval(Duration.ofMillis(2))
                    .until(this::searching, it -> it.flatMap(Lease::statement)
                            .filter(sql -> sql.contains("messages_fts"))
                            .isPresent())
                    .orElseThrow();
            left = lease.age();
        }

        // when
        await().atMost(30, SECONDS).pollInterval(Duration.ofMillis(1)).until(lease::ended);

        // then
        assertThat(lease.age().minus(left)).as("left after %s", left).isLessThan(SOON);
        assertThat(searching()).isEmpty();
    }
}
