package ai.hermes.sessions.search;

import static io.restassured.RestAssured.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.SlowSearch;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More searches than run and wait. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SearchBusyTest {

    @TestHTTPResource
    URL url;

    TestHome home;
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final List<Socket> clients = new ArrayList<>();
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        SlowSearch.prepare(agent);
        await().atMost(30, SECONDS)
                .untilAsserted(
                        () -> get("/api/sessions").then().body("sessions.session_id", hasItem(SlowSearch.SESSION)));
    }

    @AfterEach
    void end() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        readers.shutdownNow();
        agent.close();
        home.clear();
    }

    private CompletableFuture<String> search() throws IOException {
        Socket client = new Socket(url.getHost(), url.getPort());
        clients.add(client);
        String request = String.join(
                "\r\n",
                "GET /api/search?q=" + SlowSearch.QUERY.replace(' ', '+') + " HTTP/1.1",
                "Host: " + url.getAuthority(),
                "Connection: close",
                "",
                "");
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                readers);
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndToldWhenToComeAgain() throws Exception {
        // when: four run and four wait, for some seconds
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(search());
        }

        // then
        Object first = CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                .get(30, SECONDS);
        assertThat(first.toString())
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("\r\nRetry-After: 1\r\n")
                .contains("\"search_busy\"");
    }
}
