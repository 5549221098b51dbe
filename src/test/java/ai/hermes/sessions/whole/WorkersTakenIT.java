package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All threads wait for a store, and more requests for threads. */
class WorkersTakenIT {

    private static final int WORKERS = 2;
    private static final int REQUESTS = 6;
    /** Far less than any of those waits that wait for the store. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final TestHome home = TestHome.create();
    private final AgentProcess agent = AgentProcess.start();
    private final ExecutorService clients = Executors.newFixedThreadPool(REQUESTS);
    private ServiceProcess service;

    @BeforeEach
    void start() {
        agent.create(home.stateDb(), 17, Journal.DELETE).session("s1");
        agent.message("s1", "user", "hello");
        service = ServiceProcess.in(home)
                .property("quarkus.thread-pool.max-threads", String.valueOf(WORKERS))
                .property("hermes.lease.deadline.transcript", "3S")
                .start();
        await().until(() -> service.get("/q/health/ready").statusCode() == 200
                && service.get("/api/sessions").body().contains("\"s1\""));
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
    @ValueSource(strings = {"/api/sessions", "/health", "/q/health/live", "/q/health/ready"})
    void whatIsKnownIsAnsweredAtOnce(String path) {
        // given
        List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, REQUESTS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> service.get("/api/session?session_id=s1"), clients))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new));

        // when: for as long as they wait
        long longest = 0;
        int asked = 0;
        while (!all.isDone()) {
            long began = System.nanoTime();
            service.get(path);
            longest = Math.max(longest, System.nanoTime() - began);
            asked++;
        }

        // then
        assertThat(all.join()).isNull();
        assertThat(asked).isGreaterThan(10);
        assertThat(Duration.ofNanos(longest)).isLessThan(AT_ONCE);
    }
}
