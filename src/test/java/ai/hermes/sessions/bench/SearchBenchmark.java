package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.AgentProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * What a search costs: the first page beside SQLite's own shell, which is asked for the same words in the same order,
 * warm and cold; how soon one ends that its client has left; and what polls of the list notice of ten searches at a
 * time, and of a store that hangs.
 */
public final class SearchBenchmark {

    private static final int WARM = 15;
    private static final int COLD = 3;
    private static final int LEAVERS = 15;
    private static final int SEARCHERS = 10;
    private static final int POLLERS = 50;
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** So many of the best messages the service looks at for its first page. */
    private static final int WINDOW = 300;

    private static final String TWO = "two of them";

    private final BenchService service;
    private final Shell shell;

    private SearchBenchmark(BenchService service, Shell shell) {
        this.service = service;
        this.shell = shell;
    }

    /** Measures and prints. {@code BENCH_SECONDS} is the length of each measurement of polls. */
    public static void main(String... arguments) throws SQLException, IOException {
        Duration length = Duration.ofSeconds(BenchHome.number("BENCH_SECONDS", 20));
        try (BenchHome home = BenchHome.of(StorePlan.LARGE);
                BenchService service = BenchService.start(home);
                Load polls = new Load();
                Load searches = new Load()) {
            SearchBenchmark benchmark = new SearchBenchmark(service, new Shell(home.stateDb()));
            Map<String, String> words = benchmark.words();
            benchmark.firstPages(words).print("First page of a search, ms");
            benchmark
                    .left(words)
                    .print("From the moment when the client of a search leaves until its connection is free, ms");
            benchmark
                    .polls(home, words, polls, searches, length)
                    .print("Polls of the list, 50 clients each 2 s, while others search");
        }
        System.exit(0);
    }

    /** Words of the store by how often they are in it, as a query each. */
    private Map<String, String> words() {
        Map<Long, String> byCount = new TreeMap<>();
        JsonNode rows = service.get("/api/sessions?limit=5").get("sessions");
        for (JsonNode row : rows) {
            JsonNode session = service.get("/api/session?msg_limit=5&session_id="
                    + row.get("session_id").asText());
            session.at("/session/messages").findValuesAsText("content").stream()
                    .flatMap(text -> Arrays.stream(text.split("\\s+")))
                    .filter(word -> word.matches("[a-z]{4,}"))
                    .distinct()
                    .limit(20)
                    .forEach(word -> shell.count(word).ifPresent(count -> {
                        if (count > 0) byCount.putIfAbsent(count, word);
                    }));
        }
        List<Map.Entry<Long, String>> sorted = new ArrayList<>(byCount.entrySet());
        String rare = sorted.get(0).getValue();
        String middle = sorted.get(sorted.size() / 2).getValue();
        String common = sorted.get(sorted.size() - 1).getValue();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("rare: " + sorted.get(0).getKey(), rare);
        words.put("middle: " + sorted.get(sorted.size() / 2).getKey(), middle);
        words.put("common: " + sorted.get(sorted.size() - 1).getKey(), common);
        words.put(TWO, middle + " " + common);
        return words;
    }

    private BenchTable firstPages(Map<String, String> words) {
        BenchTable table = new BenchTable(
                "messages with it", "shell warm", "service warm", "ratio", "shell cold", "service cold", "ratio");
        words.forEach((name, query) -> {
            double shellWarm = median(WARM, () -> shell.ranked(query, WINDOW));
            double serviceWarm = median(WARM, () -> search(query));
            double shellCold = median(COLD, () -> {
                shell.forgetCached();
                return shell.ranked(query, WINDOW);
            });
            double serviceCold = median(COLD, () -> {
                shell.forgetCached();
                return search(query);
            });
            table.row(
                    name,
                    shellWarm,
                    serviceWarm,
                    serviceWarm / shellWarm,
                    shellCold,
                    serviceCold,
                    serviceCold / shellCold);
        });
        return table;
    }

    private OptionalDouble search(String query) {
        long began = System.nanoTime();
        JsonNode answer = service.get(path(query));
        double seconds = (System.nanoTime() - began) / 1e9;
        if (answer.get("results").isEmpty()) {
            throw new IllegalStateException("nothing was found: " + answer);
        }
        return OptionalDouble.of(seconds);
    }

    private BenchTable left(Map<String, String> words) throws IOException {
        String query = words.get(TWO);
        double[] millis = new double[LEAVERS];
        for (int i = 0; i < LEAVERS; i++) {
            millis[i] = untilFree(query) / 1e6;
        }
        Arrays.sort(millis);
        BenchTable table = new BenchTable("searches that were left", "p50", "max");
        return table.row(LEAVERS, millis[LEAVERS / 2], millis[LEAVERS - 1]);
    }

    private long untilFree(String query) throws IOException {
        long left;
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), service.process().port())) {
            String request = "GET " + path(query) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            while (!searching()) {
                Thread.onSpinWait();
            }
            left = System.nanoTime();
        }
        while (searching()) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - left;
    }

    private boolean searching() {
        return service.get("/api/diagnostics")
                .get("leases")
                .findValuesAsText("purpose")
                .contains("search");
    }

    private static String path(String query) {
        return "/api/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private static double median(int times, Supplier<OptionalDouble> measured) {
        return DoubleStream.generate(() -> measured.get().orElse(Double.NaN))
                        .limit(times)
                        .sorted()
                        .skip(times / 2)
                        .findFirst()
                        .orElse(Double.NaN)
                * 1_000;
    }

    private BenchTable polls(BenchHome home, Map<String, String> words, Load polls, Load searches, Duration length) {
        int port = service.process().port();
        Load.Target list = new Load.Target(port, "/api/sessions?limit=50", false);
        Load.Target search = words.values().stream()
                .max(Comparator.comparingInt(String::length))
                .map(query -> new Load.Target(port, path(query), false))
                .orElseThrow();
        BenchTable table = new BenchTable("while", "p50 ms", "p99 ms", "max ms", "failed", "searches/s");
        // The first of these is for a machine that has not compiled its own code yet.
        polls.open(list, POLLERS, INTERVAL, length.dividedBy(2));
        row(table, "nobody searches", polls.open(list, POLLERS, INTERVAL, length), 0);
        CompletableFuture<Load.Result> searching =
                CompletableFuture.supplyAsync(() -> searches.closed(search, SEARCHERS, length));
        Load.Result beside = polls.open(list, POLLERS, INTERVAL, length);
        Load.Result found = searching.join();
        row(
                table,
                SEARCHERS + " search",
                beside,
                // What is beyond the limit is refused at once, and asked again at once.
                (found.latencies().size() - found.failed()) / found.seconds());
        try (AgentProcess agent = AgentProcess.start()) {
            agent.open(home.stateDb()).stallReaders();
            CompletableFuture<Load.Result> hanging =
                    CompletableFuture.supplyAsync(() -> searches.closed(search, SEARCHERS, length));
            Load.Result meanwhile = polls.open(list, POLLERS, INTERVAL, length);
            row(table, SEARCHERS + " search a store that hangs", meanwhile, 0);
            agent.letReadersGo();
            hanging.join();
        }
        return table;
    }

    private static void row(BenchTable table, String name, Load.Result result, double searches) {
        table.row(
                name,
                result.latencies().millis(0.5),
                result.latencies().millis(0.99),
                result.latencies().millis(1),
                result.failed(),
                searches);
    }
}
