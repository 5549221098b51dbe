package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.StubApiServer;
import ai.hermes.sessions.testing.StubApiServer.Script;
import ai.hermes.sessions.testing.TestHome;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the packaged service ends when it is told to. */
class ShutdownIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    /** What Java answers for a process that was told to end. */
    private static final int TERMINATED = 143;

    private TestHome home;

    @BeforeEach
    void start() {
        home = TestHome.create();
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31).session("s1").message("s1", "user", "hello");
        }
    }

    @AfterEach
    void end() {
        home.close();
    }

    private static int status(ServiceProcess service, String path) {
        try {
            return service.get(path).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private static void ready(ServiceProcess service) {
        Awaitility.await().atMost(LONG).until(() -> status(service, "/q/health/ready"), it -> it == 200);
    }

    @Test
    void aRequestThatIsUnderWayIsFinished() throws Exception {
        // given
        try (StubApiServer server = StubApiServer.start();
                ServiceProcess service = ServiceProcess.in(home)
                        .property("hermes.agent.url", server.url())
                        .property("hermes.agent.key", StubApiServer.KEY)
                        .property("hermes.agent.timeout", "30S")
                        .property("quarkus.shutdown.timeout", "30S")
                        .start()) {
            ready(service);
            server.play(Script.SLOW);
            CompletableFuture<HttpResponse<String>> underWay =
                    CompletableFuture.supplyAsync(() -> service.get("/api/agent/status"));
            Awaitility.await().atMost(LONG).until(() -> !server.requests().isEmpty());

            // when
            service.handle().destroy();
            Awaitility.await().atMost(LONG).until(() -> status(service, "/q/health/ready"), it -> it != 200);
            boolean ended = !service.handle().isAlive();
            HttpResponse<String> late = service.get("/api/sessions");
            int live = status(service, "/q/health/live");
            server.reset(id -> false);

            // then
            assertThat(ended).isFalse();
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.body()).contains("\"service_ending\"");
            assertThat(late.headers().map()).containsKey("retry-after").containsEntry("connection", List.of("close"));
            assertThat(live).isEqualTo(200);
            assertThat(underWay.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            service.handle().onExit().get(30, TimeUnit.SECONDS);
            assertThat(service.stop()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void itIsNotReadyBeforeItTakesNoMoreRequests() throws Exception {
        // given
        try (ServiceProcess service = ServiceProcess.in(home)
                .property("quarkus.shutdown.delay", "10S")
                .start()) {
            ready(service);

            // when
            service.handle().destroy();

            // then
            Awaitility.await().atMost(LONG).until(() -> status(service, "/q/health/ready"), it -> it == 503);
            assertThat(status(service, "/api/sessions")).isEqualTo(200);
            service.handle().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStreamThatComesBackMeanwhileIsEndedAsWell() throws Exception {
        // given
        try (ServiceProcess service = ServiceProcess.in(home)
                .property("quarkus.shutdown.delay", "10S")
                .start()) {
            ready(service);
            service.handle().destroy();
            Awaitility.await().atMost(LONG).until(() -> status(service, "/q/health/ready"), it -> it == 503);

            // when
            HttpResponse<String> stream = service.get("/api/sessions/events");

            // then
            assertThat(stream.body()).contains("retry:");
            assertThat(service.handle().isAlive()).isTrue();
            service.handle().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStreamOfAnAgentsToolsDoesNotKeepItFromEnding() throws Exception {
        // given
        try (ServiceProcess service = ServiceProcess.in(home)
                .property("quarkus.shutdown.timeout", "120S")
                .start()) {
            ready(service);
            HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(service.uri("/mcp/sse"))
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);

            // when
            service.handle().destroy();

            // then
            service.handle().onExit().get(30, TimeUnit.SECONDS);
            stream.body().close();
        }
    }

    @Test
    void nothingOfItsOwnDatabaseIsLeftInALog() {
        // given
        Path database = home.path().resolve("hermes-sessions/annotations.db");
        try (ServiceProcess service = ServiceProcess.in(home).start()) {
            ready(service);
            assertThat(service.post("/api/session/pin", "{\"session_id\": \"s1\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(database.resolveSibling("annotations.db-wal")).exists();

            // when
            int code = service.stop();

            // then
            assertThat(code).isEqualTo(TERMINATED);
            assertThat(database.resolveSibling("annotations.db-wal")).doesNotExist();
            assertThat(database).exists();
        }
    }
}
