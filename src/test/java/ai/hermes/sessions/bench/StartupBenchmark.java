package ai.hermes.sessions.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes from the start of the process to the first {@code /q/health/ready} that is 200, the median of ten,
 * and what memory it takes after some minutes of polls: as installed, with and without the archive of its classes,
 * beside a bare service of the same make that is started in turn with it. {@code BENCH_JAVAS} names the Javas, divided
 * by colons; {@code BENCH_STARTS} how often each is started, {@code BENCH_MINUTES} how long is polled, each ten if not
 * given; with 0 minutes there are no polls.
 */
public final class StartupBenchmark {

    private static final int CLIENTS = 10;
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int IDLE_SECONDS = 30;
    private static final String READY = "/q/health/ready";

    private final BenchTable table = new BenchTable(
            "Java",
            "archive",
            "what",
            "live, ms",
            "ready, ms",
            "fastest",
            "slowest",
            "RSS when ready, MB",
            "RSS after polls, MB",
            "idle CPU, %");
    private final int starts = BenchHome.number("BENCH_STARTS", 10);
    private final int minutes = BenchHome.number("BENCH_MINUTES", 10);

    private StartupBenchmark() {}

    /**
     * What is measured.
     *
     * @param path what clients poll
     */
    private record Subject(String name, Release release, Map<String, String> variables, String path) {}

    /** Measures and prints. */
    public static void main(String... arguments) throws SQLException, IOException, InterruptedException {
        new StartupBenchmark().measure();
        System.exit(0);
    }

    private void measure() throws SQLException, IOException, InterruptedException {
        String javas = System.getenv().getOrDefault("BENCH_JAVAS", System.getProperty("java.home"));
        Path project = Files.createTempDirectory("bench-bare");
        Path data = Files.createTempDirectory("bench-data");
        try (BenchHome home = BenchHome.of(StorePlan.SMALL);
                Release ours = Release.of(
                        Path.of(System.getProperty("hermes.test.jar")).getParent());
                Release bare = Release.of(BareProject.build(project))) {
            Subject service = new Subject(
                    "service",
                    ours,
                    Map.of("HERMES_HOME", home.home().path().toString(), "HERMES_DATA_DIR", data.toString()),
                    "/api/sessions");
            Subject other = new Subject("bare", bare, Map.of(), BareProject.PATH);
            for (String java : javas.split(":")) {
                keepSomething(service, java);
                ours.forget();
                bare.forget();
                compare(java, "no", service, other);
                ours.train(java);
                bare.train(java);
                compare(java, "yes", service, other);
            }
        } finally {
            Release.delete(project);
            Release.delete(data);
        }
        table.print("From the start of the process to ready, small store");
    }

    /** Who uses it has a database of what was added, which is opened with each start. */
    private static void keepSomething(Subject service, String java) throws IOException, InterruptedException {
        try (Release.Run run = service.release().start(java, service.variables())) {
            run.millisUntil(READY);
            run.post("/api/projects/create", "{\"name\": \"Project of %s\"}".formatted(System.nanoTime()));
        }
    }

    private void compare(String java, String archive, Subject service, Subject bare)
            throws IOException, InterruptedException {
        Figures ours = new Figures(starts);
        Figures others = new Figures(starts);
        // In turn, so that what else the machine does is done to both.
        for (int i = 0; i < starts; i++) {
            ours.start(i, service, java);
            others.start(i, bare, java);
        }
        ours.poll(service, java);
        others.poll(bare, java);
        String version = Path.of(java).getFileName().toString();
        ours.tell(version, archive, service.name());
        others.tell(version, archive, bare.name());
        table.row(
                version,
                archive,
                "service / bare",
                median(ours.live) / median(others.live),
                median(ours.ready) / median(others.ready),
                "",
                "",
                median(ours.rss) / median(others.rss),
                ours.polled / others.polled,
                "");
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** What was measured of one of both. */
    private final class Figures {

        private final double[] live;
        private final double[] ready;
        private final double[] rss;
        private double polled = Double.NaN;
        private double idle = Double.NaN;

        Figures(int starts) {
            live = new double[starts];
            ready = new double[starts];
            rss = new double[starts];
        }

        void start(int i, Subject subject, String java) throws IOException, InterruptedException {
            try (Release.Run run = subject.release().start(java, subject.variables())) {
                live[i] = run.millisUntil("/q/health/live");
                ready[i] = run.millisUntil(READY);
                rss[i] = run.sample().megabytes();
            }
        }

        void poll(Subject subject, String java) throws IOException, InterruptedException {
            if (minutes == 0) {
                return;
            }
            try (Release.Run run = subject.release().start(java, subject.variables());
                    Load load = new Load()) {
                run.millisUntil(READY);
                load.open(
                        new Load.Target(run.port(), subject.path(), false),
                        CLIENTS,
                        INTERVAL,
                        Duration.ofMinutes(minutes));
                ProcessSample before = run.sample();
                polled = before.megabytes();
                TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                idle = run.sample().cpuPercentSince(before);
            }
        }

        void tell(String java, String archive, String name) {
            table.row(
                    java,
                    archive,
                    name,
                    median(live),
                    median(ready),
                    Arrays.stream(ready).min().orElseThrow(),
                    Arrays.stream(ready).max().orElseThrow(),
                    median(rss),
                    polled,
                    idle);
        }
    }
}
