package ai.hermes.sessions.bench;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The stream of changes with a thousand clients: first how late they are told at ten commits a second, then whether
 * what they are told is whole while commits come in bursts and some of them are killed, paused and come again.
 * {@code BENCH_SECONDS} is the length of the first part, {@code BENCH_COMMITS} how many the second writes.
 */
public final class FeedBenchmark {

    private static final int SESSIONS = 20;
    private static final double CALM = 10;
    private static final double BUSY = 200;
    /** Of these the first half is never disturbed: none of them may be dropped. */
    private static final int TROUBLED_SHARE = 2;

    private final BenchService service;
    private final BenchWriter writer;
    private final Vertx loop = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient http;
    private final HttpClient lists = loop.createHttpClient(new HttpClientOptions().setMaxPoolSize(16));
    private final List<FeedClient> clients = new ArrayList<>();
    private FeedFindings findings = new FeedFindings();

    private FeedBenchmark(BenchService service, BenchWriter writer, int clients) {
        this.service = service;
        this.writer = writer;
        this.http = loop.createHttpClient(new HttpClientOptions().setMaxPoolSize(clients * 2));
    }

    /** Measures and prints; ends with code 1 if a client was told something wrong. */
    public static void main(String... arguments) throws SQLException, IOException, InterruptedException {
        int clients = BenchHome.number("BENCH_CLIENTS", 1_000);
        boolean well;
        try (BenchHome home = BenchHome.of(StorePlan.SMALL);
                BenchService service = BenchService.start(home);
                BenchWriter writer = new BenchWriter(home.stateDb(), SESSIONS)) {
            FeedBenchmark benchmark = new FeedBenchmark(service, writer, clients);
            benchmark.lag(clients, Duration.ofSeconds(BenchHome.number("BENCH_SECONDS", 60)));
            well = benchmark.whole(clients, BenchHome.number("BENCH_COMMITS", 100_000));
        }
        System.exit(well ? 0 : 1);
    }

    /** Does something in the thread of the clients and waits for it. */
    private <T> T inLoop(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.runOnContext(now -> result.complete(work.get()));
        return result.join();
    }

    private void open(int count) throws InterruptedException {
        FeedFindings fresh = new FeedFindings();
        findings = fresh;
        clients.clear();
        for (int i = 0; i < count; i++) {
            FeedClient client =
                    new FeedClient(loop, http, lists, service.process().port(), fresh);
            clients.add(client);
            loop.runOnContext(now -> client.connect());
            if (i % 50 == 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> inLoop(fresh::open) == count);
    }

    private void close() {
        inLoop(() -> {
            clients.forEach(FeedClient::kill);
            return true;
        });
    }

    private void write(double perSecond, long commits) throws InterruptedException {
        long began = System.nanoTime();
        long pause = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        for (long i = 0; i < commits; i++) {
            long wait = began + i * pause - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            String session = writer.session((int) (writer.written() % SESSIONS));
            long at = System.nanoTime();
            findings.committed(session, writer.write(), at);
        }
    }

    private void lag(int count, Duration length) throws InterruptedException {
        open(count);
        ProcessSample before = service.sample();
        write(CALM, (long) (CALM * length.toSeconds()));
        TimeUnit.SECONDS.sleep(2);
        ProcessSample after = service.sample();
        inLoop(() -> new BenchTable(
                                "clients",
                                "commits/s",
                                "events told",
                                "p50 ms",
                                "p95 ms",
                                "p99 ms",
                                "max ms",
                                "by its own measure, mean ms",
                                "CPU %",
                                "RSS MB",
                                "descriptors")
                        .row(
                                count,
                                CALM,
                                findings.events(),
                                findings.lags().millis(0.5),
                                findings.lags().millis(0.95),
                                findings.lags().millis(0.99),
                                findings.lags().millis(1),
                                byItsOwnMeasure(),
                                after.cpuPercentSince(before),
                                after.megabytes(),
                                after.descriptors()))
                .print("From commit to event");
        close();
    }

    /** What the service measures itself, since its start: from commit to event. */
    private double byItsOwnMeasure() {
        String metrics = service.process().get("/q/metrics").body();
        return 1_000
                * metric(metrics, "hermes_live_lag_seconds_sum")
                / metric(metrics, "hermes_live_lag_seconds_count");
    }

    private static double metric(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private boolean whole(int count, int commits) throws InterruptedException {
        open(count);
        ProcessSample before = service.sample();
        Trouble trouble = new Trouble();
        long timer = loop.setPeriodic(200, id -> trouble.next());
        long began = System.nanoTime();
        write(BUSY, commits);
        double seconds = (System.nanoTime() - began) / 1e9;
        loop.cancelTimer(timer);
        ProcessSample after = service.sample();
        inLoop(() -> {
            trouble.end();
            return true;
        });
        Map<String, Long> expected = new HashMap<>();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            expected.putAll(listed());
            return inLoop(() -> clients.stream().allMatch(FeedClient::connected) && different(expected) == 0);
        });
        return inLoop(() -> {
            new BenchTable(
                            "clients",
                            "commits",
                            "commits/s",
                            "events told",
                            "killed",
                            "paused",
                            "resyncs",
                            "healthy streams dropped",
                            "refused",
                            "wrong",
                            "final states that differ",
                            "CPU %",
                            "RSS MB")
                    .row(
                            count,
                            commits,
                            commits / seconds,
                            findings.events(),
                            trouble.killed,
                            trouble.paused,
                            findings.resyncs(),
                            findings.droppedStreams(),
                            findings.refusedStreams(),
                            findings.mistakes(),
                            different(expected),
                            after.cpuPercentSince(before),
                            after.megabytes())
                    .print("Clients that are killed, paused and come again");
            findings.sentences().forEach(System.out::println);
            return findings.mistakes() == 0 && different(expected) == 0;
        });
    }

    private Map<String, Long> listed() {
        Map<String, Long> listed = new HashMap<>();
        service.get("/api/sessions?limit=100")
                .get("sessions")
                .forEach(row -> listed.put(
                        row.get("session_id").asText(), row.get("message_count").asLong()));
        listed.keySet()
                .retainAll(
                        IntStream.range(0, SESSIONS).mapToObj(writer::session).toList());
        return listed;
    }

    /** Clients that believe otherwise than the list. */
    private long different(Map<String, Long> listed) {
        return clients.stream()
                .filter(client -> listed.entrySet().stream().anyMatch(it -> client.count(it.getKey()) != it.getValue()))
                .count();
    }

    /** Kills, pauses and brings back clients of the second half, a few at a time. */
    private final class Trouble {

        private final Random random = new Random(7);
        private final List<FeedClient> gone = new ArrayList<>();
        private final List<FeedClient> still = new ArrayList<>();
        private int killed;
        private int paused;

        void next() {
            int half = clients.size() / TROUBLED_SHARE;
            FeedClient one = clients.get(half + random.nextInt(clients.size() - half));
            if (!gone.contains(one) && !still.contains(one)) {
                if (random.nextBoolean()) {
                    one.kill();
                    gone.add(one);
                    killed++;
                } else {
                    one.pause();
                    still.add(one);
                    paused++;
                }
            }
            if (gone.size() > 20) {
                gone.remove(0).connect();
            }
            if (still.size() > 20) {
                still.remove(0).resume();
            }
        }

        void end() {
            gone.forEach(FeedClient::connect);
            still.forEach(FeedClient::resume);
        }
    }
}
