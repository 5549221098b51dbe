package ai.hermes.sessions.bench;

import ai.hermes.sessions.bench.SoakTally.Outcome;
import ai.hermes.sessions.testing.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged service under mixed load for some time (polls, opens, searches, changes, while a second process
 * writes) and injects faults one after the other; ends with code 1 if anything was wrong: a connection that was reset,
 * an answer that was not true, a fault after which the service was not well again by itself, descriptors or memory that
 * grew. The variable {@code SOAK_MINUTES} says for how long, an hour if not given and two at most.
 *
 * <p>Where the service has no search, those requests count as absent, and all else is looked at even so.
 *
 * <p>Build the service first; then {@code ./mvnw -Pbench test-compile exec:exec
 * -Dbench.main=ai.hermes.sessions.bench.Soak}. It uses the loopback interface and a temporary folder only.
 */
public final class Soak {

    private static final double LONGEST_MINUTES = 120;
    private static final int CLIENTS = 8;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_BETWEEN_SAMPLES = Duration.ofMinutes(1);
    /** As a service ends that was told to. */
    private static final int TOLD_TO_END = 143;

    private final SoakStores stores;
    private final ServiceProcess service;
    private final SoakFindings findings = new SoakFindings();
    private final SoakClient client;
    private final SoakFaults faults;
    private final Instant began = Instant.now();
    private final List<SoakSample> samples = new ArrayList<>();
    private volatile boolean over;

    private Soak(SoakStores stores, ServiceProcess service) {
        this.stores = stores;
        this.service = service;
        this.client = new SoakClient(stores, service, findings);
        this.faults = new SoakFaults(stores, service, client, findings);
    }

    /** Runs it; the exit code is 1 if anything was wrong. */
    public static void main(String... arguments) throws InterruptedException {
        double minutes =
                Math.min(LONGEST_MINUTES, Double.parseDouble(System.getenv().getOrDefault("SOAK_MINUTES", "60")));
        boolean well;
        try (SoakStores stores = new SoakStores();
                ServiceProcess service = ServiceProcess.in(stores.home())
                        .property("hermes.connections.max", "300")
                        .start()) {
            well = new Soak(stores, service).run(Duration.ofMillis(Math.round(minutes * 60_000)));
        }
        System.exit(well ? 0 : 1);
    }

    private boolean run(Duration length) throws InterruptedException {
        client.awaitFirstList();
        client.organise();
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int i = 0; i < CLIENTS; i++) {
            every(threads, POLL, client::pollList);
            every(threads, POLL, client::openConversation);
        }
        for (int i = 0; i < 2; i++) {
            every(threads, Duration.ofMillis(400), client::search);
        }
        every(threads, Duration.ofMillis(500), client::pollAll);
        every(threads, Duration.ofMillis(500), client::health);
        every(threads, Duration.ofMillis(250), client::organise);
        every(threads, Duration.ofMillis(50), stores::write);
        every(threads, Duration.ZERO, faults::next);
        watch(length);
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
            findings.wrong("a client did not end");
        }
        client.awaitFirstList();
        client.lookAtEnd();
        int code = service.stop();
        if (code != TOLD_TO_END) {
            findings.wrong("it ended with code " + code);
        }
        return told(judged());
    }

    private void watch(Duration length) throws InterruptedException {
        Instant end = Instant.now().plus(length);
        Duration between = length.dividedBy(2L * SoakFlatness.FEWEST);
        if (between.compareTo(LONGEST_BETWEEN_SAMPLES) > 0) {
            between = LONGEST_BETWEEN_SAMPLES;
        }
        for (Instant next = Instant.now(); Instant.now().isBefore(end); next = next.plus(between)) {
            TimeUnit.MILLISECONDS.sleep(
                    Math.max(0, Instant.now().until(next.isBefore(end) ? next : end, ChronoUnit.MILLIS)));
            Duration at = Duration.between(began, Instant.now());
            samples.add(faults.inPeace(() -> SoakSample.of(service, at)));
            System.out.println(samples.get(samples.size() - 1).toString().stripTrailing() + "  " + findings);
        }
    }

    private List<SoakFlatness> judged() {
        if (samples.size() < SoakFlatness.FEWEST) {
            System.out.println("too short to say whether anything grows");
            return List.of();
        }
        List<SoakFlatness> judged = List.of(
                SoakFlatness.of("descriptors", samples, SoakSample::descriptors, 0.05, 6),
                SoakFlatness.of("descriptors of stores", samples, SoakSample::ofStores, 0, 2),
                SoakFlatness.of("heap after collection, MB", samples, it -> it.heapKilobytes() / 1024.0, 0.1, 2),
                SoakFlatness.of("threads", samples, SoakSample::threads, 0.1, 6));
        judged.stream().filter(it -> !it.flat()).forEach(it -> findings.wrong(it.toString()));
        return judged;
    }

    private boolean told(List<SoakFlatness> judged) {
        if (findings.of(SoakRequest.LIST, Outcome.GOOD) == 0 || findings.of(SoakRequest.OPEN, Outcome.GOOD) == 0) {
            findings.wrong("no list or no conversation was ever good");
        }
        System.out.println();
        System.out.println(SoakSample.table(samples));
        System.out.println(findings.table());
        System.out.println(faults.table());
        judged.forEach(System.out::println);
        System.out.println(findings.none() ? "RESULT: all is well" : "RESULT: something is wrong\n" + findings.told());
        return findings.none();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void every(ExecutorService threads, Duration pause, Work work) {
        threads.execute(() -> {
            try {
                while (!over) {
                    attempt(work);
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void attempt(Work work) throws InterruptedException {
        try {
            work.run();
        } catch (RuntimeException e) {
            findings.wrong("a client failed: " + e);
        }
    }
}
