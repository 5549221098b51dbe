package ai.hermes.sessions.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How long it takes from the start of the process to the first {@code /q/health/ready} that is 200, the median of ten,
 * and what memory it takes after some minutes of polls: as installed, with and without the archive of its classes.
 * {@code BENCH_JAVAS} names the Javas, divided by colons; {@code BENCH_MINUTES} how long is polled, ten if not given,
 * none with 0.
 */
public final class StartupBenchmark {

    private static final int STARTS = 10;
    private static final long LOOK_NANOS = 2_000_000;
    private static final int CLIENTS = 10;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private StartupBenchmark() {}

    /** Measures and prints. */
    public static void main(String... arguments) throws SQLException, IOException, InterruptedException {
        String javas = System.getenv().getOrDefault("BENCH_JAVAS", System.getProperty("java.home"));
        BenchTable table = new BenchTable(
                "Java",
                "archive",
                "live, ms",
                "ready, ms",
                "ready, fastest",
                "ready, slowest",
                "RSS when ready, MB",
                "RSS after polls, MB",
                "idle CPU, %");
        Path dist = Files.createTempDirectory("bench-dist");
        try (BenchHome home = BenchHome.of(StorePlan.SMALL)) {
            unpack(dist);
            for (String java : javas.split(":")) {
                delete(dist.resolve("cache"));
                measure(table, java, "no", dist, home);
                train(dist, java);
                measure(table, java, "yes", dist, home);
            }
        } finally {
            delete(dist);
        }
        table.print("From the start of the process to ready, small store");
        System.exit(0);
    }

    private static void measure(BenchTable table, String java, String archive, Path dist, BenchHome home)
            throws IOException, InterruptedException {
        double[] live = new double[STARTS];
        double[] ready = new double[STARTS];
        double[] rss = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            try (Run run = new Run(dist, java, home)) {
                live[i] = run.millisUntil("/q/health/live");
                ready[i] = run.millisUntil("/q/health/ready");
                rss[i] = run.sample().megabytes();
            }
        }
        double polled = Double.NaN;
        double idle = Double.NaN;
        long minutes = BenchHome.number("BENCH_MINUTES", 10);
        if (minutes > 0) {
            try (Run run = new Run(dist, java, home);
                    Load load = new Load()) {
                run.millisUntil("/q/health/ready");
                load.open(
                        new Load.Target(run.port, "/api/sessions", false),
                        CLIENTS,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(minutes));
                polled = run.sample().megabytes();
                ProcessSample before = run.sample();
                TimeUnit.SECONDS.sleep(30);
                idle = run.sample().cpuPercentSince(before);
            }
        }
        table.row(
                Path.of(java).getFileName(),
                archive,
                median(live),
                median(ready),
                Arrays.stream(ready).min().orElseThrow(),
                Arrays.stream(ready).max().orElseThrow(),
                median(rss),
                polled,
                idle);
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** As a release is unpacked. */
    private static void unpack(Path dist) throws IOException {
        copy(Path.of("src/main/dist"), dist);
        copy(Path.of(System.getProperty("hermes.test.jar")).getParent(), dist.resolve("app"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void train(Path dist, String java) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(dist.resolve("bin/hermes-sessions").toString(), "train");
        builder.environment().put("JAVA", java + "/bin/java");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(dist.resolve("train.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(dist.resolve("train.log")));
        }
    }

    /** One start of what is unpacked. */
    private static final class Run implements AutoCloseable {

        private final long began = System.nanoTime();
        private final int port = freePort();
        private final Process process;
        private final Path data = Files.createTempDirectory("bench-data");

        Run(Path dist, String java, BenchHome home) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                            List.of(dist.resolve("bin/hermes-sessions").toString(), "start"))
                    .redirectErrorStream(true)
                    .redirectOutput(dist.resolve("start.log").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("HERMES_"));
            builder.environment().put("JAVA", java + "/bin/java");
            builder.environment().put("HERMES_HOME", home.home().path().toString());
            builder.environment().put("HERMES_DATA_DIR", data.toString());
            builder.environment().put("HERMES_WEBUI_PORT", String.valueOf(port));
            this.process = builder.start();
        }

        double millisUntil(String path) throws InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            while (process.isAlive()) {
                try {
                    if (CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                        return (System.nanoTime() - began) / 1e6;
                    }
                } catch (IOException e) {
                    // It does not listen yet.
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            throw new IllegalStateException("the service has ended");
        }

        ProcessSample sample() {
            return ProcessSample.of(process.pid());
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            try {
                delete(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
