package ai.hermes.sessions.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What polling costs: fifty clients that ask each two seconds while the agent writes, then as many requests as go, then
 * nobody at all. Each figure stands next to that of a server that only gives out the same bytes.
 */
public final class PollBenchmark {

    private static final int CLIENTS = 50;
    private static final int BUSY_CLIENTS = 16;
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final double WRITES = 10;

    private PollBenchmark() {}

    /** Measures and prints. {@code BENCH_SECONDS} is the length of each measurement. */
    public static void main(String... arguments) throws SQLException, IOException, InterruptedException {
        Duration length = Duration.ofSeconds(BenchHome.number("BENCH_SECONDS", 30));
        try (BenchHome home = BenchHome.of(StorePlan.LIGHT);
                BenchService service = BenchService.start(home);
                BenchWriter writer = new BenchWriter(home.stateDb(), 1);
                Load load = new Load()) {
            writer.write();
            TimeUnit.SECONDS.sleep(2);
            int port = service.process().port();
            Map<String, Load.Target> targets = targets(service);
            try (ConstantServer constant = ConstantServer.start(port, List.copyOf(targets.values()))) {
                writer.start(WRITES);
                polls(targets, service, constant, load, length)
                        .print("50 clients, each 2 s, %.0f messages/s written".formatted(WRITES));
                writer.stop();
                busy(targets, service, constant, load, length).print("As many requests as go, nothing written");
            }
            idle(service, length, new Shell(home.stateDb())).print("Nobody asks, nothing is written");
        }
        System.exit(0);
    }

    private static Map<String, Load.Target> targets(BenchService service) {
        int port = service.process().port();
        Map<String, Load.Target> targets = new LinkedHashMap<>();
        targets.put("page of 50 rows", new Load.Target(port, "/api/sessions?limit=50", false));
        targets.put("page of 1,000 rows", new Load.Target(port, "/api/sessions", false));
        // What is written changes the first page: the tag of a later one holds.
        JsonNode first = service.get("/api/sessions?limit=50");
        String later =
                "/api/sessions?limit=50&cursor=" + first.get("next_cursor").asText();
        targets.put("304", new Load.Target(port, later, true));
        return targets;
    }

    private static BenchTable polls(
            Map<String, Load.Target> targets,
            BenchService service,
            ConstantServer constant,
            Load load,
            Duration length) {
        BenchTable table = new BenchTable(
                "answer",
                "KB",
                "p50 ms",
                "p99 ms",
                "max ms",
                "constant p50",
                "constant p99",
                "p99 ratio",
                "304 %",
                "failed",
                "CPU %",
                "RSS MB",
                "descriptors");
        targets.values().forEach(target -> load.open(target, CLIENTS, INTERVAL, length.dividedBy(3)));
        targets.forEach((name, target) -> {
            Load.Result least = load.open(target.at(constant.port()), CLIENTS, INTERVAL, length);
            ProcessSample before = service.sample();
            Load.Result result = load.open(target, CLIENTS, INTERVAL, length);
            ProcessSample after = service.sample();
            table.row(
                    name,
                    kilobytes(result),
                    result.latencies().millis(0.5),
                    result.latencies().millis(0.99),
                    result.latencies().millis(1),
                    least.latencies().millis(0.5),
                    least.latencies().millis(0.99),
                    result.latencies().millis(0.99) / least.latencies().millis(0.99),
                    100.0 * result.unchanged() / result.latencies().size(),
                    result.failed(),
                    after.cpuPercentSince(before),
                    after.megabytes(),
                    after.descriptors());
        });
        return table;
    }

    private static BenchTable busy(
            Map<String, Load.Target> targets,
            BenchService service,
            ConstantServer constant,
            Load load,
            Duration length) {
        BenchTable table = new BenchTable(
                "answer",
                "KB",
                "requests/s",
                "p50 ms",
                "p99 ms",
                "constant requests/s",
                "constant p99",
                "share of constant %",
                "its own icon/s",
                "share of that %",
                "304 %",
                "failed",
                "CPU %",
                "RSS MB");
        Duration shorter = length.dividedBy(3);
        // The first of these is for a machine that has not compiled its own code yet.
        targets.values().forEach(target -> load.closed(target, BUSY_CLIENTS, shorter));
        targets.forEach((name, target) -> {
            Load.Result least = load.closed(target.at(constant.port()), BUSY_CLIENTS, shorter);
            // The least that the service itself answers by the same guards, with the same spans and metrics.
            Load.Result icon =
                    load.closed(new Load.Target(service.process().port(), "/icon.svg", false), BUSY_CLIENTS, shorter);
            ProcessSample before = service.sample();
            Load.Result result = load.closed(target, BUSY_CLIENTS, shorter);
            ProcessSample after = service.sample();
            table.row(
                    name,
                    kilobytes(result),
                    result.perSecond(),
                    result.latencies().millis(0.5),
                    result.latencies().millis(0.99),
                    least.perSecond(),
                    least.latencies().millis(0.99),
                    100 * result.perSecond() / least.perSecond(),
                    icon.perSecond(),
                    100 * result.perSecond() / icon.perSecond(),
                    100.0 * result.unchanged() / result.latencies().size(),
                    result.failed(),
                    after.cpuPercentSince(before),
                    after.megabytes());
        });
        return table;
    }

    private static double kilobytes(Load.Result result) {
        return result.bytes() / 1024.0 / result.latencies().size();
    }

    private static BenchTable idle(BenchService service, Duration length, Shell shell) throws InterruptedException {
        TimeUnit.SECONDS.sleep(5);
        ProcessSample before = service.sample();
        TimeUnit.MILLISECONDS.sleep(length.toMillis());
        ProcessSample after = service.sample();
        return new BenchTable(
                        "CPU % of a core",
                        "RSS MB", "descriptors", "session columns in the shell, s", "message facts in the shell, s")
                .row(
                        after.cpuPercentSince(before),
                        after.megabytes(),
                        after.descriptors(),
                        shell.sessionColumns().orElse(Double.NaN),
                        shell.messageFacts().orElse(Double.NaN));
    }
}
