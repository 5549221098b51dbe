package ai.hermes.sessions.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How soon after a start the list of a large store is there, warm and cold, beside the same queries in the shell. */
public final class StartBenchmark {

    private static final Pattern BUILD =
            Pattern.compile("hermes_list_rebuild_duration_seconds_sum\\{[^}]*} ([0-9.E-]+)");
    private static final long LOOK_NANOS = 2_000_000;

    private StartBenchmark() {}

    /** Measures and prints. */
    public static void main(String... arguments) throws SQLException, IOException {
        BenchTable table = new BenchTable(
                "cache",
                "port open after, s",
                "first stage after that, s",
                "all fields after that, s",
                "build, s",
                "shell: session columns, s",
                "shell: message facts, s",
                "build / shell");
        try (BenchHome home = BenchHome.of(StorePlan.LARGE)) {
            Shell shell = new Shell(home.stateDb());
            // Fills the system's cache.
            shell.sessionColumns();
            shell.messageFacts();
            for (int i = 0; i < 3; i++) {
                measure(table, "warm", home, shell, () -> {});
            }
            for (int i = 0; i < 2; i++) {
                measure(table, "cold", home, shell, shell::forgetCached);
            }
        }
        table.print("From a start to the list");
        System.exit(0);
    }

    private static void measure(BenchTable table, String name, BenchHome home, Shell shell, Runnable prepare) {
        prepare.run();
        double columns = shell.sessionColumns().orElse(Double.NaN);
        double facts = shell.messageFacts().orElse(Double.NaN);
        prepare.run();
        long began = System.nanoTime();
        try (BenchService service = BenchService.launch(home)) {
            int port = service.process().port();
            long open = when(() -> opens(port));
            long first = when(() -> list(service) != null);
            long all = when(() -> {
                JsonNode list = list(service);
                return list != null && !list.get("pending").asBoolean();
            });
            double build = build(service.process().get("/q/metrics").body());
            table.row(
                    name,
                    (open - began) / 1e9,
                    (first - open) / 1e9,
                    (all - open) / 1e9,
                    build,
                    columns,
                    facts,
                    build / (columns + facts));
        }
    }

    private static long when(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return System.nanoTime();
    }

    private static boolean opens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Null while there is none. */
    private static JsonNode list(BenchService service) {
        try {
            HttpResponse<String> answer = service.process().get("/api/sessions?limit=50");
            return answer.statusCode() == 200 ? BenchService.json(answer.body()) : null;
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private static double build(String metrics) {
        Matcher sums = BUILD.matcher(metrics);
        double seconds = 0;
        while (sums.find()) {
            seconds += Double.parseDouble(sums.group(1));
        }
        return seconds;
    }
}
