package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Injects one fault after the other, each for some seconds, and looks that the service is well again after each. */
final class SoakFaults {

    private static final int CROWD = 600;
    private static final int SLOW = 100;
    private static final int LONGEST_SECONDS = 8;
    private static final int PAUSE_SECONDS = 8;
    /** So long after the end of a fault all has to be fresh again, without a restart. */
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private enum Fault {
        /** Reads of the default store stay in SQLite and do not come back. */
        HANGING_READS,
        /** The file of the default store is moved away, and back. */
        STORE_GONE,
        /** Another profile's store is locked. */
        OTHER_STORE_LOCKED,
        /** Somebody else changes our own database, for long. */
        ANNOTATIONS_LOCKED,
        /** More clients connect than may, and say nothing. */
        CROWD,
        /** Clients send a part of a request. */
        SLOW_REQUESTS
    }

    /** How often a fault was injected, how often all was well after it, and how long that took at most. */
    private record Told(int injected, int recovered, Duration longest) {
        static final Told NEVER = new Told(0, 0, Duration.ZERO);

        Told injectedOnce() {
            return new Told(injected + 1, recovered, longest);
        }

        Told recoveredAfter(Duration time) {
            return new Told(injected, recovered + 1, time.compareTo(longest) > 0 ? time : longest);
        }
    }

    private final SoakStores stores;
    private final ServiceProcess service;
    private final SoakClient client;
    private final SoakFindings findings;
    private final Random random = new Random(20_261_124);
    private final Map<Fault, Told> told = new EnumMap<>(Fault.class);
    private final List<Fault> round = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final ReentrantLock quiet = new ReentrantLock(true);

    SoakFaults(SoakStores stores, ServiceProcess service, SoakClient client, SoakFindings findings) {
        this.stores = stores;
        this.service = service;
        this.client = client;
        this.findings = findings;
        for (Fault fault : Fault.values()) {
            told.put(fault, Told.NEVER);
        }
    }

    /** Injects one fault, ends it, and waits until the service is well; then leaves it in peace for a while. */
    void next() throws InterruptedException {
        if (round.isEmpty()) {
            round.addAll(List.of(Fault.values()));
            Collections.shuffle(round, random);
        }
        Fault fault = round.remove(0);
        quiet.lock();
        try {
            note(fault, told.get(fault).injectedOnce());
            try {
                begin(fault);
                TimeUnit.MILLISECONDS.sleep(1000 + random.nextInt(LONGEST_SECONDS * 1000));
            } finally {
                end(fault);
            }
            awaitRecovery(fault);
        } finally {
            quiet.unlock();
        }
        TimeUnit.MILLISECONDS.sleep(1000 + random.nextInt(PAUSE_SECONDS * 1000));
    }

    private void awaitRecovery(Fault fault) throws InterruptedException {
        long ended = System.nanoTime();
        while (!well()) {
            if (System.nanoTime() - ended > RECOVERY_NANOS) {
                findings.wrong("not well again after " + name(fault));
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        note(fault, told.get(fault).recoveredAfter(Duration.ofNanos(System.nanoTime() - ended)));
    }

    private boolean well() {
        try {
            return client.well();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Runs something while no fault is injected and the service has recovered from the last one. */
    <T> T inPeace(Supplier<T> work) {
        quiet.lock();
        try {
            return work.get();
        } finally {
            quiet.unlock();
        }
    }

    private void begin(Fault fault) {
        switch (fault) {
            case HANGING_READS -> stores.stall();
            case STORE_GONE -> stores.moveAway();
            case OTHER_STORE_LOCKED -> stores.lockOther();
            case ANNOTATIONS_LOCKED -> stores.lockAnnotations();
            case CROWD -> connect(CROWD, "");
            case SLOW_REQUESTS -> connect(SLOW, "GET /api/sessions HTTP/1.1\r\nHost: 127");
        }
    }

    private void end(Fault fault) {
        switch (fault) {
            case HANGING_READS -> stores.letGo();
            case STORE_GONE -> stores.moveBack();
            case OTHER_STORE_LOCKED -> stores.unlockOther();
            case ANNOTATIONS_LOCKED -> stores.unlockAnnotations();
            case CROWD, SLOW_REQUESTS -> goAway();
        }
    }

    private void connect(int many, String beginning) {
        try {
            for (int i = 0; i < many; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
                sockets.add(socket);
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            findings.wrong("could not connect: " + e);
        }
    }

    private void goAway() {
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone.
            }
        });
        sockets.clear();
    }

    private synchronized void note(Fault fault, Told now) {
        told.put(fault, now);
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    synchronized String table() {
        return told.entrySet().stream()
                .map(it -> String.format(
                        Locale.ROOT,
                        "%-20s%9d%10d%12.1f%n",
                        name(it.getKey()),
                        it.getValue().injected(),
                        it.getValue().recovered(),
                        it.getValue().longest().toMillis() / 1000.0))
                .collect(Collectors.joining(
                        "", "%-20s%9s%10s%12s%n".formatted("faults", "injected", "recovered", "longest s"), ""));
    }
}
