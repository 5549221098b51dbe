package ai.hermes.sessions.bench;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the packaged service for health a thousand times a second while reads of its store hang, in the four forms in
 * turn and beside them for a constant, each request when the plan has it whatever became of those before. Tells how
 * long answers took, and how many reads of the store there were, next to a time of the same length in which nobody
 * asked. The variable {@code HEALTH_SECONDS} says for how long, a minute if not given.
 *
 * <p>Build the service first; then {@code ./mvnw -Pbench test-compile exec:exec
 * -Dbench.main=ai.hermes.sessions.bench.HealthLoad}.
 */
public final class HealthLoad {

    private static final String CONSTANT = "/q/health/ping";
    private static final List<String> PATHS =
            List.of("/health", "/health?deep=1", "/q/health/ready", "/q/health/live", CONSTANT);
    /** A thousand for health, and a quarter of it for the constant. */
    private static final long NANOS_BETWEEN = TimeUnit.SECONDS.toNanos(1) / 1_250;

    private static final Set<Integer> EXPECTED = Set.of(200, 204, 503);
    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Pattern READS =
            Pattern.compile("(?m)^db_client_operation_duration_seconds_count\\{.*} ([0-9.E+]+)$");
    private static final String ROW = "%-18s%10s%10s%10s%10s%10s%10s%n";

    private final ServiceProcess service;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setKeepAliveTimeout(600));

    private HealthLoad(ServiceProcess service) {
        this.service = service;
    }

    /** Runs it. */
    public static void main(String... arguments) throws InterruptedException {
        Duration length = Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("HEALTH_SECONDS", "60")));
        try (TestHome home = TestHome.create();
                AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 17).session("s1");
            agent.message("s1", "user", "hello");
            try (ServiceProcess service = ServiceProcess.in(home).start()) {
                new HealthLoad(service).run(agent, length);
            }
        }
        System.exit(0);
    }

    private void run(AgentProcess agent, Duration length) throws InterruptedException {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.get("/q/health/ready").statusCode() == 200);
        ask(WARM_UP);
        agent.stallReaders();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> service.get("/q/health/ready").body().contains("store_hung"));
        long first = reads();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        long second = reads();
        Map<String, Measured> measured = ask(length);
        long third = reads();
        boolean hung = service.get("/q/health/ready").body().contains("store_hung");
        agent.letReadersGo();
        System.out.printf(Locale.ROOT, ROW, "path", "answers", "failed", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        measured.forEach((path, it) -> System.out.printf(
                Locale.ROOT,
                ROW,
                path,
                it.latencies.size(),
                it.failed,
                shown(it, 0.5),
                shown(it, 0.99),
                shown(it, 0.999),
                shown(it, 1)));
        System.out.printf(
                "reads of the store in %d s: %d while nobody asked, %d while a thousand a second did%n",
                length.toSeconds(), second - first, third - second);
        System.out.println(hung ? "the store hung to the end" : "the store did NOT hang to the end");
    }

    private static String shown(Measured measured, double share) {
        return String.format(Locale.ROOT, "%.2f", measured.latencies.millis(share));
    }

    private long reads() {
        Matcher found = READS.matcher(service.get("/q/metrics").body());
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return Math.round(sum);
    }

    /** What came of one path. Used in the one thread of the load, and after it. */
    private static final class Measured {
        private final Latencies latencies = new Latencies();
        private long failed;
    }

    private Map<String, Measured> ask(Duration length) {
        Map<String, Measured> measured = new LinkedHashMap<>();
        PATHS.forEach(path -> measured.put(path, new Measured()));
        CompletableFuture<Void> over = new CompletableFuture<>();
        long[] next = {0};
        long planned = length.toNanos() / NANOS_BETWEEN;
        vertx.runOnContext(start -> {
            long began = System.nanoTime();
            vertx.setPeriodic(1, timer -> {
                while (next[0] < planned && began + next[0] * NANOS_BETWEEN <= System.nanoTime()) {
                    String path = PATHS.get((int) (next[0] % PATHS.size()));
                    ask(path, began + next[0] * NANOS_BETWEEN, measured.get(path));
                    next[0]++;
                }
                if (next[0] == planned) {
                    vertx.cancelTimer(timer);
                    vertx.setTimer(1_000, end -> over.complete(null));
                }
            });
        });
        over.join();
        return measured;
    }

    private void ask(String path, long due, Measured measured) {
        client.request(HttpMethod.GET, service.port(), "127.0.0.1", path)
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.body().map(body -> answer.statusCode()))
                .onComplete(status -> {
                    measured.latencies.add(System.nanoTime() - due);
                    measured.failed += status.succeeded() && EXPECTED.contains(status.result()) ? 0 : 1;
                });
    }
}
