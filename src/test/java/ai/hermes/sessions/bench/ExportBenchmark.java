package ai.hermes.sessions.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What an export of everything costs: memory of the process, size of the agent's log while it writes, and what polls of
 * the list notice. {@code BENCH_FORMAT} is the format, {@code BENCH_WRITES} how many messages are written in a second:
 * 0 for a home that is only to be read.
 */
public final class ExportBenchmark {

    private static final int POLLERS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 250;

    private ExportBenchmark() {}

    /** Measures and prints. */
    public static void main(String... arguments) throws SQLException, IOException, InterruptedException {
        String format = System.getenv().getOrDefault("BENCH_FORMAT", "jsonl");
        int writes = BenchHome.number("BENCH_WRITES", 10);
        Duration quiet = Duration.ofSeconds(BenchHome.number("BENCH_SECONDS", 10));
        BenchTable table = new BenchTable(
                "while", "seconds", "GB", "MB/s", "RSS MB", "log MB", "list p50 ms", "list p99 ms", "failed");
        try (BenchHome home = BenchHome.of(StorePlan.SMALL);
                BenchService service = BenchService.start(home);
                Load load = new Load()) {
            List<BenchWriter> writers = new ArrayList<>();
            if (writes > 0) {
                writers.add(new BenchWriter(home.stateDb(), 4));
                writers.get(0).start(writes);
            }
            Load.Target list = new Load.Target(service.process().port(), "/api/sessions?limit=50", false);
            Load.Result alone = load.open(list, POLLERS, INTERVAL, quiet);
            row(table, "nothing else", quiet.toSeconds(), 0, service.sample().megabytes(), log(home), alone);
            export(table, format, home, service, load, list);
            for (BenchWriter writer : writers) {
                writer.stop();
                writer.close();
            }
        }
        table.print("An export of everything");
        System.exit(0);
    }

    private static void export(
            BenchTable table, String format, BenchHome home, BenchService service, Load load, Load.Target list)
            throws InterruptedException {
        long began = System.nanoTime();
        String id = BenchService.json(service.process()
                        .post("/api/exports", "{\"all\": true, \"format\": \"" + format + "\"}")
                        .body())
                .get("id")
                .asText();
        CompletableFuture<Peaks> watching = CompletableFuture.supplyAsync(() -> watch(id, home, service));
        List<Load.Result> polls = new ArrayList<>();
        while (!watching.isDone()) {
            polls.add(load.open(list, POLLERS, INTERVAL, Duration.ofSeconds(10)));
        }
        Peaks peaks = watching.join();
        double seconds = (peaks.endedAt - began) / 1e9;
        row(table, format, seconds, peaks.bytes, peaks.rss, peaks.log, polls.get(polls.size() / 2));
        System.out.println("state " + peaks.state + ", " + peaks.sessions + " conversations, failed polls "
                + polls.stream().mapToLong(Load.Result::failed).sum());
    }

    private record Peaks(String state, long sessions, long bytes, double rss, double log, long endedAt) {}

    private static Peaks watch(String id, BenchHome home, BenchService service) {
        double rss = 0;
        double log = 0;
        while (true) {
            JsonNode status = service.get("/api/exports/" + id);
            rss = Math.max(rss, service.sample().megabytes());
            log = Math.max(log, log(home));
            String state = status.get("state").asText();
            if (!state.equals("running") && !state.equals("waiting")) {
                return new Peaks(
                        state,
                        status.get("sessions_done").asLong(),
                        status.get("bytes").asLong(),
                        rss,
                        log,
                        System.nanoTime());
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static double log(BenchHome home) {
        Path log = home.stateDb().resolveSibling("state.db-wal");
        return Files.exists(log) ? log.toFile().length() / 1024.0 / 1024.0 : 0;
    }

    private static void row(
            BenchTable table, String name, double seconds, long bytes, double rss, double log, Load.Result polls) {
        table.row(
                name,
                seconds,
                bytes / 1e9,
                bytes / 1e6 / seconds,
                rss,
                log,
                polls.latencies().millis(0.5),
                polls.latencies().millis(0.99),
                polls.failed());
    }
}
