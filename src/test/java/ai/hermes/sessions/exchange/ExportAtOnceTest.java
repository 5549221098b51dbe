package ai.hermes.sessions.exchange;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody waits for lies on the disk for no longer than that. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ExportAtOnceTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    /** More than what lies between two sockets. */
    private static final int LARGE = 24 << 20;

    @Inject
    ExchangeFolder folder;

    @TestHTTPResource
    URL url;

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start().create(home.stateDb(), 31);
        agent.session("s");
        for (int i = 0; i < LARGE >> 20; i++) {
            agent.message("s", "tool", "output of a tool\n".repeat((1 << 20) / 17));
        }
        await().atMost(LONG).untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItem("s")));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private List<String> files() throws IOException {
        return folder.files().stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .filter(it -> it.endsWith(ExportJob.FILE) || it.endsWith(ExportJob.PART))
                .toList();
    }

    @Test
    void itsFileIsGoneWhenItWasTaken() throws IOException {
        // given
        await().atMost(LONG).untilAsserted(() -> assertThat(files()).isEmpty());

        // when
        byte[] file = get("/api/session/export?session_id=s")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        // then
        assertThat(file.length).isGreaterThan(LARGE / 2);
        await().atMost(LONG).untilAsserted(() -> assertThat(files()).isEmpty());
    }

    @Test
    void itsFileIsGoneWhenNobodyWaitsForIt() throws IOException {
        // given
        try (Socket client = new Socket(url.getHost(), url.getPort())) {
            client.getOutputStream()
                    .write(("GET /api/session/export?session_id=s HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(LONG).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertThat(files())
                    .isNotEmpty());

            // when
        }

        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(files()).isEmpty());
    }
}
