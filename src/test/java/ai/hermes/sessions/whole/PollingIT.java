package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polling never costs a descriptor, while an agent writes. */
class PollingIT {

    private static final int CLIENTS = 16;
    /** Of all clients together; {@code -Dhermes.test.polls=20000} for a long run. */
    private static final int POLLS = Integer.getInteger("hermes.test.polls", 3_000);

    /** Four readers, one that watches, and as many descriptors again for handles that SQLite closes late; one index. */
    private static final int MOST_FOR_ONE_STORE = 2 * (4 + 1) + 1;

    private TestHome home;
    private AgentProcess agent;
    private ServiceProcess service;
    private ExecutorService clients;

    @BeforeEach
    void start() {
        home = TestHome.create();
        agent = AgentProcess.start().create(home.stateDb(), 31);
        for (int i = 0; i < 50; i++) {
            agent.session("s" + i, Map.of("title", "Session " + i));
            agent.message("s" + i, "user", "Hello " + i);
        }
        service = ServiceProcess.in(home).start();
        clients = Executors.newFixedThreadPool(CLIENTS + 1);
    }

    @AfterEach
    void end() {
        clients.shutdownNow();
        service.close();
        agent.close();
        home.close();
    }

    @Test
    void descriptorsStayFlat() throws Exception {
        // given
        agent.appendEvery("s0", Duration.ofMillis(20));
        poll(POLLS / 4);
        int before = service.descriptors().size();
        AtomicBoolean watching = new AtomicBoolean(true);
        Future<Integer> most = clients.submit(() -> mostForTheStore(watching));

        // when
        Map<Integer, Integer> answers = poll(POLLS);
        watching.set(false);

        // then
        // On a machine that is busy itself some are told to come back, which is an answer as well.
        assertThat(answers.keySet()).contains(200).isSubsetOf(200, 503);
        assertThat(agent.stopAppending()).isPositive();
        assertThat(most.get()).isBetween(1, MOST_FOR_ONE_STORE);
        // A connection that was forgotten would be missing now, and a cursor would keep the log from being emptied.
        for (int i = 0; i < CLIENTS; i++) {
            assertThat(pollOnce(1).statusCode()).isEqualTo(200);
        }
        assertThat(agent.query("PRAGMA wal_checkpoint(TRUNCATE)").get(0).get(0)).isEqualTo(0L);
        Awaitility.await()
                .untilAsserted(() -> assertThat(service.descriptors().size()).isCloseTo(before, withinPercentage(10)));
    }

    private int mostForTheStore(AtomicBoolean watching) {
        int most = 0;
        while (watching.get()) {
            most = Math.max(most, service.storeDescriptors().size());
        }
        return most;
    }

    /** Polls the list and conversations in turn; answers how often each status came. */
    private Map<Integer, Integer> poll(int polls) throws InterruptedException, ExecutionException {
        List<Future<List<Integer>>> running = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            running.add(clients.submit(() -> IntStream.range(0, polls / CLIENTS)
                    .mapToObj(this::pollOnce)
                    .map(HttpResponse::statusCode)
                    .toList()));
        }
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (Future<List<Integer>> client : running) {
            client.get().forEach(status -> statuses.merge(status, 1, Integer::sum));
        }
        return statuses;
    }

    private HttpResponse<String> pollOnce(int number) {
        return service.get(
                number % 2 == 0 ? "/api/sessions" : "/api/session?msg_limit=30&session_id=s" + number / 2 % 50);
    }
}
