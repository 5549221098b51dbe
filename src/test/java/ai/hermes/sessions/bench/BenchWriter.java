package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.AgentProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The agent at work in a process of its own: one message after the other at a given rate, a commit for each. */
final class BenchWriter implements AutoCloseable {

    private final AgentProcess agent = AgentProcess.start();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final String prefix = "bench-" + System.currentTimeMillis() + "-";
    private final int sessions;
    private final AtomicLong written = new AtomicLong();
    private ScheduledFuture<?> writing;

    /** @param sessions to which it writes in turn */
    BenchWriter(Path stateDb, int sessions) {
        this.sessions = sessions;
        agent.open(stateDb);
        for (int i = 0; i < sessions; i++) {
            agent.session(session(i), Map.of("started_at", now()));
        }
    }

    /** Later than all that was made up, so that it is on the first page. */
    private static double now() {
        return Math.max(System.currentTimeMillis() / 1000.0, StoreGenerator.END.getEpochSecond());
    }

    String session(int number) {
        return prefix + number;
    }

    int sessions() {
        return sessions;
    }

    /** Writes one; answers how many its session has now. */
    long write() {
        long count = written.getAndIncrement();
        agent.message(
                session((int) (count % sessions)),
                "assistant",
                "one more, and some words to make it longer",
                Map.of("timestamp", now()));
        return count / sessions + 1;
    }

    long written() {
        return written.get();
    }

    void start(double perSecond) {
        long pause = (long) (Duration.ofSeconds(1).toNanos() / perSecond);
        writing = clock.scheduleAtFixedRate(this::write, 0, pause, TimeUnit.NANOSECONDS);
    }

    void stop() {
        writing.cancel(false);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        agent.close();
    }
}
