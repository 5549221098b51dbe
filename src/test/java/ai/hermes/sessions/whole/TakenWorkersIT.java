package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered while every thread that works for requests waits for a store. */
class TakenWorkersIT {

    private static final String WORKERS = "3";
    private static final int REQUESTS = 12;

    private final TestHome home = TestHome.create();
    private final AgentProcess agent = AgentProcess.start();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private ServiceProcess service;

    @BeforeEach
    void start() {
        agent.create(home.stateDb(), 17, Journal.DELETE).session("s1");
        agent.message("s1", "user", "hello");
        service = ServiceProcess.in(home)
                .property("quarkus.thread-pool.max-threads", WORKERS)
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
    @ValueSource(strings = {"/api/sessions", "/health", "/q/health/live"})
    void listAndHealthDoNotWait(String path) {
        // given
        for (int i = 0; i < REQUESTS; i++) {
            later("/api/session?session_id=s1");
        }
        CompletableFuture<Integer> waiting = await().until(this::askWorker, it -> !it.isDone());

        // when
        int status = service.get(path).statusCode();

        // then
        assertThat(status).isEqualTo(200);
        assertThat(waiting).as("a request that needs a worker").isNotDone();
    }

    /** Asks for what takes a worker, but no time. */
    private CompletableFuture<Integer> askWorker() throws InterruptedException, ExecutionException {
        CompletableFuture<Integer> asked = later("/api/projects");
        try {
            asked.get(500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // All are taken.
        }
        return asked;
    }

    private CompletableFuture<Integer> later(String path) {
        return CompletableFuture.supplyAsync(() -> service.get(path).statusCode(), clients);
    }
}
