package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.LeakAgent;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Code that gives nothing back cannot take the service down, even where it may have hardly any descriptors. */
@EnabledOnOs(OS.LINUX)
class ManyLeaksIT {

    private static final Logger LOG = Logger.getLogger(ManyLeaksIT.class);

    private static final int CLIENTS = 16;
    private static final int LEAKS = 1_000;
    /** Of each client, before and after. */
    private static final int POLLS = Integer.getInteger("hermes.test.polls", 3_000) / CLIENTS;

    /** What the README says, while it starts and from then on: for itself, the store, our own database and clients. */
    private static final int BUDGET_OF_START = 200;

    private static final int BUDGET = 60 + 11 + 3 + CLIENTS;
    /** Just above the budget. */
    private static final int SPARE = 5;

    @TempDir
    Path folder;

    private TestHome home;
    private AgentProcess agent;
    private ServiceProcess service;
    private ExecutorService clients;
    /** Each client has a connection, where the newer version of HTTP would have one for all. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() throws IOException, InterruptedException {
        home = TestHome.create();
        agent = AgentProcess.start().create(home.stateDb(), 31);
        for (int i = 0; i < 50; i++) {
            agent.session("s" + i, Map.of("title", "Session " + i));
            agent.message("s" + i, "user", "Hello " + i);
        }
        service = ServiceProcess.in(home)
                .wrapper("prlimit", limit(BUDGET_OF_START + SPARE))
                .option("-javaagent:" + LeakAgent.jar(folder))
                .property("hermes.lease.deadline.transcript", "300MS")
                .property("hermes.lease.deadline.undeclared", "300MS")
                .start();
        Process tighter = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(service.handle().pid()), limit(BUDGET + SPARE))
                .start();
        assertThat(tighter.waitFor()).isZero();
        clients = Executors.newFixedThreadPool(CLIENTS);
    }

    /** Soft and hard. */
    private static String limit(int descriptors) {
        return "--nofile=%1$d:%1$d".formatted(descriptors);
    }

    @AfterEach
    void end() {
        clients.shutdownNow();
        service.close();
        agent.close();
        home.close();
    }

    @Test
    void aThousandLeaksTakeNothingAwayFromOthers() throws Exception {
        // given
        int first = service.descriptors().size();
        poll(times(POLLS));
        Polls before = poll(times(POLLS));
        int descriptors = service.descriptors().size();

        // when
        service.tell("leak " + LEAKS);
        Polls during = poll(() -> leaks().isEmpty());
        await().atMost(Duration.ofSeconds(30)).until(() -> reclaimed() >= 100);
        Polls after = poll(times(POLLS));

        // then
        LOG.infof(
                "%s; descriptors at first %d, before %d, limit %d; before %s; during %s; after %s",
                leaks(), first, descriptors, BUDGET + SPARE, before, during, after);
        assertThat(during.answers)
                .allMatch(answer -> answer.status == 200 || answer.status == 503 && answer.comesBack)
                .anyMatch(answer -> answer.status == 200);
        assertThat(after.answers).allMatch(answer -> answer.status == 200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(service.descriptors()).hasSizeLessThanOrEqualTo(descriptors));
    }

    private List<String> leaks() {
        return service.log().stream()
                .filter(line -> line.startsWith(LeakAgent.DONE))
                .toList();
    }

    private long reclaimed() {
        return service.log().stream()
                .filter(line -> line.contains("was reclaimed"))
                .count();
    }

    private static BooleanSupplier times(int polls) {
        ThreadLocal<Integer> left = ThreadLocal.withInitial(() -> polls);
        return () -> {
            left.set(left.get() - 1);
            return left.get() >= 0;
        };
    }

    /** Polls the list and conversations in turn, by each client as long as it shall go on. */
    private Polls poll(BooleanSupplier goOn) throws InterruptedException, ExecutionException {
        List<Future<List<Answer>>> running = Stream.generate(() -> clients.submit(() -> pollByOne(goOn)))
                .limit(CLIENTS)
                .toList();
        List<Answer> answers = new ArrayList<>();
        for (Future<List<Answer>> client : running) {
            answers.addAll(client.get());
        }
        return new Polls(answers);
    }

    private List<Answer> pollByOne(BooleanSupplier goOn) {
        List<Answer> answers = new ArrayList<>();
        while (goOn.getAsBoolean()) {
            int number = answers.size();
            long began = System.nanoTime();
            HttpResponse<String> answer =
                    get(number % 2 == 0 ? "/api/sessions" : "/api/session?msg_limit=30&session_id=s" + number / 2 % 50);
            answers.add(new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").isPresent(),
                    System.nanoTime() - began));
        }
        return answers;
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(service.uri(path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            // A connection that was reset, for one.
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Answer(int status, boolean comesBack, long nanos) {}

    private record Polls(List<Answer> answers) {

        @Override
        public String toString() {
            List<Long> times = answers.stream().map(Answer::nanos).sorted().toList();
            long refused = answers.stream().filter(it -> it.status == 503).count();
            return "%d polls, %d of them refused, p99 %.1f ms"
                    .formatted(times.size(), refused, times.get(times.size() * 99 / 100) / 1e6);
        }
    }
}
