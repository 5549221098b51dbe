package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that wait for a store which does not come back. */
class StarvationIT {

    private static final int CROWD = 120;

    private final TestHome home = TestHome.create();
    private final AgentProcess agent = AgentProcess.start();
    private final ExecutorService clients = Executors.newFixedThreadPool(CROWD);
    private ServiceProcess service;

    @BeforeEach
    void start() {
        agent.create(home.stateDb(), 31).session("s1");
        agent.stallReaders();
        service = ServiceProcess.in(home)
                // So long it is waited for the first look at the store.
                .property("hermes.lease.deadline.list", "15S")
                .start();
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
        agent.letReadersGo();
        service.close();
        agent.close();
        home.close();
    }

    @Test
    void aCrowdOfDifferentListsIsRefused() {
        // when
        List<HttpResponse<String>> answers = askAll(i -> "/api/sessions?title=t" + i);

        // then
        assertThat(answers)
                .filteredOn(it -> it.body().contains("\"too_busy\""))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(List.of(
                                it.statusCode(),
                                it.headers().firstValue("Retry-After").orElse("")))
                        .containsExactly(503, "1"));
    }

    @Test
    void aCrowdThatAsksForTheSameIsNot() {
        // when
        List<HttpResponse<String>> answers = askAll(i -> "/api/sessions");

        // then
        assertThat(answers).noneMatch(it -> it.body().contains("\"too_busy\""));
    }

    private List<HttpResponse<String>> askAll(IntFunction<String> path) {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, CROWD)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> service.get(path.apply(i)), clients))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
