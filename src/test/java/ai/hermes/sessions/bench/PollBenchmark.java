package ai.hermes.sessions.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What polling costs: fifty clients that ask each two seconds while the agent writes, then as many requests as go, then
 * nobody at all. Each figure stands next to those of an endpoint and of a server that only give out the same bytes.
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
        Path project = Files.createTempDirectory("bench-bare");
        try (BenchHome home = BenchHome.of(StorePlan.LIGHT);
                Release bare = Release.of(BareProject.build(project));
                BenchService service = BenchService.start(home);
                BenchWriter writer = new BenchWriter(home.stateDb(), 1);
                Load load = new Load()) {
            writer.write();
            TimeUnit.SECONDS.sleep(2);
            int port = service.process().port();
            Map<String, Load.Target> targets = targets(service);
            try (Release.Run endpoint = bare.start(
                            System.getProperty("java.home"), Map.of("CONSTANT_OF", "http://127.0.0.1:" + port));
                    ConstantServer server = ConstantServer.start(port, List.copyOf(targets.values()))) {
                endpoint.millisUntil(BareProject.PATH);
                Limits limits = new Limits(endpoint.port(), server.port());
                writer.start(WRITES);
                polls(targets, service, limits, load, length)
                        .print("50 clients, each 2 s, %.0f messages/s written".formatted(WRITES));
                writer.stop();
                busy(targets, service, limits, load, length).print("As many requests as go, nothing written");
            }
            idle(service, length, new Shell(home.stateDb())).print("Nobody asks, nothing is written");
        } finally {
            Release.delete(project);
        }
        System.exit(0);
    }

    /**
     * Ports of those that give out the same bytes, in a process of their own.
     *
     * @param endpoint an endpoint of a service of the same make with the same options
     * @param server a server without any framework, with both compilers of the JVM
     */
    private record Limits(int endpoint, int server) {}

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
            Map<String, Load.Target> targets, BenchService service, Limits limits, Load load, Duration length) {
        BenchTable table = new BenchTable(
                "answer",
                "KB",
                "p50 ms",
                "p99 ms",
                "max ms",
                "endpoint p50",
                "endpoint p99",
                "p99 ratio",
                "server p99",
                "304 %",
                "failed",
                "CPU %",
                "RSS MB",
                "descriptors");
        targets.values().forEach(target -> {
            load.open(target, CLIENTS, INTERVAL, length.dividedBy(3));
            load.open(target.at(limits.endpoint()), CLIENTS, INTERVAL, length.dividedBy(3));
        });
        targets.forEach((name, target) -> {
            Load.Result server = load.open(target.at(limits.server()), CLIENTS, INTERVAL, length);
            Load.Result least = load.open(target.at(limits.endpoint()), CLIENTS, INTERVAL, length);
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
                    server.latencies().millis(0.99),
                    100.0 * result.unchanged() / result.latencies().size(),
                    result.failed(),
                    after.cpuPercentSince(before),
                    after.megabytes(),
                    after.descriptors());
        });
        return table;
    }

    private static BenchTable busy(
            Map<String, Load.Target> targets, BenchService service, Limits limits, Load load, Duration length) {
        BenchTable table = new BenchTable(
                "answer",
                "KB",
                "requests/s",
                "p50 ms",
                "p99 ms",
                "endpoint requests/s",
                "endpoint p99",
                "share of endpoint %",
                "server requests/s",
                "share of server %",
                "304 %",
                "failed",
                "CPU %",
                "RSS MB");
        Duration shorter = length.dividedBy(3);
        // The first of these are for machines that have not compiled their own code yet.
        targets.values().forEach(target -> {
            load.closed(target, BUSY_CLIENTS, shorter);
            load.closed(target.at(limits.endpoint()), BUSY_CLIENTS, shorter);
        });
        targets.forEach((name, target) -> {
            Load.Result server = load.closed(target.at(limits.server()), BUSY_CLIENTS, shorter);
            Load.Result least = load.closed(target.at(limits.endpoint()), BUSY_CLIENTS, shorter);
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
                    server.perSecond(),
                    100 * result.perSecond() / server.perSecond(),
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
