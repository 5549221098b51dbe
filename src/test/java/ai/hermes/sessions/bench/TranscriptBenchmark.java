package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.TestHome;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * What a window of a long conversation costs, beside SQLite's own shell, which is asked for as many messages; how large
 * it is; and what the process takes while all windows are read one after the other.
 */
public final class TranscriptBenchmark {

    private static final String SESSION = "long_session";
    private static final int MESSAGES = 15_000;
    private static final int TOOL_BYTES = 40 << 20;
    private static final int TIMES = 31;
    private static final double BEGAN = 1_790_000_000.0;

    private final BenchService service;
    private final HttpClient client = HttpClient.newHttpClient();

    private TranscriptBenchmark(BenchService service) {
        this.service = service;
    }

    /** Measures and prints. */
    public static void main(String... arguments) throws SQLException, IOException {
        TestHome home = TestHome.create();
        generate(home);
        try (BenchHome bench = new BenchHome(home, true);
                BenchService service = BenchService.start(bench)) {
            new TranscriptBenchmark(service).run(new Shell(home.stateDb()));
        }
        System.exit(0);
    }

    private static void generate(TestHome home) throws SQLException, IOException {
        Random random = new Random(1);
        StoreText text = new StoreText(random, StorePlan.SMALL.weight());
        int output = TOOL_BYTES / (MESSAGES / 4);
        try (StoreWriter store = new StoreWriter(home.stateDb(), StorePlan.LIGHT.weight())) {
            store.session(
                    SESSION,
                    "cli",
                    null,
                    "gpt-5.1",
                    null,
                    null,
                    null,
                    null,
                    BEGAN,
                    null,
                    null,
                    MESSAGES,
                    0,
                    0,
                    0,
                    "/tmp",
                    null,
                    null,
                    "A long one",
                    BEGAN + MESSAGES);
            for (int i = 0; i < MESSAGES; i++) {
                boolean tool = i % 4 == 2;
                String role = tool ? "tool" : i % 4 == 0 ? "user" : "assistant";
                String content = tool ? text.output(random, output) : text.said(random, 300);
                store.message(
                        i + 1L,
                        SESSION,
                        role,
                        content,
                        tool ? "c" + i : null,
                        null,
                        tool ? "terminal" : null,
                        BEGAN + i,
                        null,
                        null,
                        null);
            }
        }
    }

    private record Asked(double millis, int bytes, JsonNode answer) {}

    private Asked ask(String path) {
        try {
            long began = System.nanoTime();
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + service.process().port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            double millis = (System.nanoTime() - began) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.statusCode());
            }
            return new Asked(millis, answer.body().length, BenchService.json(new String(answer.body())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void run(Shell shell) {
        String window = "/api/session/window?session_id=" + SESSION;
        BenchTable table = new BenchTable("what", "messages", "KB", "shell ms", "service ms", "ratio");
        for (String more : new String[] {"", "&limit=20", "&from=root", "&around=7500"}) {
            Asked one = ask(window + more);
            int messages = one.answer().get("messages").size();
            double service = median(() -> ask(window + more).millis());
            double bare = more.startsWith("&from") || more.startsWith("&around")
                    ? Double.NaN
                    : median(() -> 1_000 * seconds(shell.lastMessages(SESSION, messages)));
            table.row("window" + more, messages, one.bytes() / 1024.0, bare, service, service / bare);
        }
        Asked turns = ask("/api/session/turns?session_id=" + SESSION);
        table.row(
                "turns",
                turns.answer().get("turns").size(),
                turns.bytes() / 1024.0,
                Double.NaN,
                median(() -> ask("/api/session/turns?session_id=" + SESSION).millis()),
                Double.NaN);
        Asked find = ask("/api/session/find?q=zzzz&session_id=" + SESSION);
        table.row(
                "find nothing, one answer",
                find.answer().get("searched").asInt(),
                find.bytes() / 1024.0,
                Double.NaN,
                find.millis(),
                Double.NaN);
        table.print("Windows of a session of 15,000 messages and 40 MB of tool output");
        all(window);
    }

    private void all(String window) {
        double before = service.sample().megabytes();
        long began = System.nanoTime();
        int windows = 1;
        int messages = 0;
        int largest = 0;
        Asked asked = ask(window);
        while (asked.answer().get("has_before").asBoolean()) {
            messages += asked.answer().get("messages").size();
            largest = Math.max(largest, asked.bytes());
            asked = ask(
                    window + "&before=" + asked.answer().at("/messages/0/id").asLong());
            windows++;
        }
        messages += asked.answer().get("messages").size();
        BenchTable table =
                new BenchTable("windows", "messages", "largest KB", "seconds", "RSS before MB", "RSS after MB");
        table.row(
                windows,
                messages,
                largest / 1024.0,
                (System.nanoTime() - began) / 1e9,
                before,
                service.sample().megabytes());
        table.print("All of it, window by window");
    }

    private static double seconds(OptionalDouble measured) {
        return measured.orElse(Double.NaN);
    }

    private static double median(Supplier<Double> measured) {
        return DoubleStream.generate(measured::get)
                .limit(TIMES)
                .sorted()
                .skip(TIMES / 2)
                .findFirst()
                .orElse(Double.NaN);
    }
}
