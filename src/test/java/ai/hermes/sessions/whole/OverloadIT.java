package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More requests than can be worked on. */
class OverloadIT {

    private static final String STREAM = "/api/sessions/events";
    private static final String SESSION = "Mcp-Session-Id";
    private static final String INITIALIZE = """
            {'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-03-26',
             'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}
            """;
    private static final String READ = """
            {'jsonrpc':'2.0','id':%d,'method':'tools/call',
             'params':{'name':'read_conversation','arguments':{'sessionId':'s1'}}}
            """;

    private final TestHome home = TestHome.create();
    private final AgentProcess agent = AgentProcess.start();
    private final ExecutorService clients = Executors.newFixedThreadPool(20);
    private ServiceProcess service;

    @BeforeEach
    void start() {
        agent.create(home.stateDb(), 17, Journal.DELETE).session("s1");
        agent.message("s1", "user", "hello");
        service = ServiceProcess.in(home)
                .property("hermes.requests.max-concurrent", "3")
                .property("hermes.live.max-clients", "2")
                .start();
        await().until(() -> service.get("/q/health/ready").statusCode() == 200);
        agent.lockExclusively();
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
        service.close();
        agent.close();
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/session?session_id=s1", "/%61pi/session?session_id=s1"})
    void whatIsTooMuchIsRefusedAtOnce(String path) {
        // when
        List<HttpResponse<String>> answers = askAll(path, 20);

        // then
        assertThat(answers)
                .filteredOn(it -> it.body().contains("\"service_busy\""))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(List.of(
                                it.statusCode(),
                                it.headers().firstValue("Retry-After").orElse("")))
                        .containsExactly(503, "1"));
    }

    @Test
    void callsOfToolsAreRefusedAsWell() throws Exception {
        // given
        HttpClient client = HttpClient.newHttpClient();
        String session = client.send(tool("", INITIALIZE), HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue(SESSION)
                .orElseThrow();
        client.send(
                tool(session, "{'jsonrpc':'2.0','method':'notifications/initialized'}"),
                HttpResponse.BodyHandlers.discarding());

        // when
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                .mapToObj(i ->
                        client.sendAsync(tool(session, READ.formatted(i + 2)), HttpResponse.BodyHandlers.ofString()))
                .toList();

        // then
        assertThat(answers)
                .extracting(CompletableFuture::join)
                .filteredOn(it -> it.body().contains("\"service_busy\""))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.statusCode()).isEqualTo(503));
    }

    private HttpRequest tool(String session, String message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(message.replace('\'', '"')));
        return (session.isEmpty() ? request : request.header(SESSION, session)).build();
    }

    @Test
    void aStreamBeyondTheLastOneIsRefusedUntilAnotherEnds() throws Exception {
        // given
        HttpClient client = HttpClient.newHttpClient();
        InputStream first = stream(client).body();
        first.read();
        stream(client).body().read();

        // when
        HttpResponse<String> third = service.get(STREAM);
        first.close();

        // then
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("\"too_many_streams\"");
        assertThat(third.headers().firstValue("Retry-After")).contains("5");
        await().until(() -> stream(client).statusCode() == 200);
    }

    private HttpResponse<InputStream> stream(HttpClient client) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(service.uri(STREAM)).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void nobodyIsLeftWithoutAnAnswer() {
        // when
        List<HttpResponse<String>> answers = askAll("/api/session?session_id=s1", 20);

        // then
        assertThat(answers).extracting(HttpResponse::statusCode).hasSize(20).containsOnly(503);
    }

    @Test
    void probesAreAnsweredMeanwhile() {
        // given
        CompletableFuture<Void> busy = CompletableFuture.allOf(IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> service.get("/api/session?session_id=s1"), clients))
                .toArray(CompletableFuture[]::new));

        // when
        int status = service.get("/q/health/live").statusCode();

        // then
        busy.join();
        assertThat(status).isEqualTo(200);
    }

    private List<HttpResponse<String>> askAll(String path, int times) {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, times)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> service.get(path), clients))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
