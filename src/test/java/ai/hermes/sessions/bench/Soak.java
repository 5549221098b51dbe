package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged service under mixed load for some time, while a second process writes and faults are injected one
 * after the other, and tells what was wrong: a connection that was reset, an answer that was not true, descriptors or
 * memory that grew. The variable {@code SOAK_MINUTES} says for how long, an hour if not given and two at most.
 *
 * <p>Build the service first; then {@code ./mvnw -Pbench test-compile exec:exec
 * -Dbench.main=ai.hermes.sessions.bench.Soak}. It uses the loopback interface and a temporary folder only.
 */
public final class Soak {

    private static final int LONGEST_MINUTES = 120;
    private static final int CLIENTS = 8;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SAMPLE = Duration.ofSeconds(15);

    private Soak() {}

    /** Runs it; the exit code is 1 if anything was wrong. */
    public static void main(String... arguments) throws InterruptedException {
        int minutes = Math.min(LONGEST_MINUTES, Integer.parseInt(System.getenv().getOrDefault("SOAK_MINUTES", "60")));
        boolean well;
        try (SoakStores stores = new SoakStores();
                ServiceProcess service = ServiceProcess.in(stores.home())
                        .property("hermes.connections.max", "300")
                        .start()) {
            well = run(stores, service, Instant.now().plus(Duration.ofMinutes(minutes)));
        }
        System.exit(well ? 0 : 1);
    }

    private static boolean run(SoakStores stores, ServiceProcess service, Instant end) throws InterruptedException {
        SoakFindings findings = new SoakFindings();
        SoakFaults faults = new SoakFaults(stores, service);
        SoakClient client = new SoakClient(stores, service, faults, findings);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENTS * 2 + 4);
        List<SoakSample> samples = new ArrayList<>();
        client.awaitFirstList();
        for (int i = 0; i < CLIENTS; i++) {
            every(threads, POLL, client::pollList);
            every(threads, POLL, client::openConversation);
        }
        every(threads, Duration.ofMillis(250), client::organise);
        every(threads, Duration.ofMillis(50), stores::write);
        every(threads, Duration.ofSeconds(1), faults::next);
        while (Instant.now().isBefore(end)) {
            SoakSample sample = SoakSample.of(service);
            samples.add(sample);
            System.out.println(sample + "  " + findings);
            TimeUnit.NANOSECONDS.sleep(SAMPLE.toNanos());
        }
        threads.shutdown();
        faults.finish();
        threads.awaitTermination(1, TimeUnit.MINUTES);
        client.awaitFirstList();
        SoakSample last = SoakSample.of(service);
        System.out.println("faults injected: " + faults);
        System.out.println("first " + samples.get(Math.min(1, samples.size() - 1)) + "\nlast  " + last);
        System.out.println(findings.told());
        return findings.none();
    }

    private static void every(ScheduledExecutorService threads, Duration pause, Runnable work) {
        threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        e.printStackTrace();
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
