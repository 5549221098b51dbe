package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More requests than can be worked on. */
class OverloadIT {

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

    @Test
    void whatIsTooMuchIsRefusedAtOnce() {
        // when
        List<HttpResponse<String>> answers = askAll("/api/session?session_id=s1", 20);

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
