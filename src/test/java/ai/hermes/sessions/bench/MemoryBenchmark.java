package ai.hermes.sessions.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How much memory the service takes after some minutes of polls and writes. {@code BENCH_MINUTES} says how many, ten if
 * not given; {@code BENCH_PLAN} of which store, if none is given by {@code BENCH_HOME}.
 */
public final class MemoryBenchmark {

    private static final int CLIENTS = 10;
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private MemoryBenchmark() {}

    /** Measures and prints. */
    public static void main(String... arguments) throws SQLException, IOException {
        StorePlan plan = StorePlan.named(System.getenv().getOrDefault("BENCH_PLAN", "light"));
        BenchTable table = new BenchTable(
                "minutes", "sessions listed", "RSS MB", "largest RSS MB", "descriptors", "CPU %", "p99 of polls, ms");
        try (BenchHome home = BenchHome.of(plan);
                BenchService service = BenchService.start(home);
                BenchWriter writer = new BenchWriter(home.stateDb(), 1);
                Load load = new Load()) {
            writer.start(1);
            double largest = 0;
            for (int minute = 1; minute <= BenchHome.number("BENCH_MINUTES", 10); minute++) {
                ProcessSample before = service.sample();
                Load.Result polls = load.open(
                        new Load.Target(service.process().port(), "/api/sessions", false),
                        CLIENTS,
                        INTERVAL,
                        Duration.ofNanos(TimeUnit.SECONDS.toNanos(58)));
                ProcessSample after = service.sample();
                largest = Math.max(largest, after.megabytes());
                table.row(
                        minute,
                        service.get("/api/sessions?limit=1").get("total"),
                        after.megabytes(),
                        largest,
                        after.descriptors(),
                        after.cpuPercentSince(before),
                        polls.latencies().millis(0.99));
            }
        }
        table.print("Memory, " + plan.name().toLowerCase(Locale.ROOT) + " store");
        System.exit(0);
    }
}
