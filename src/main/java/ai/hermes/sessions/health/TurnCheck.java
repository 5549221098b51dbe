package ai.hermes.sessions.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Whether work that is handed to threads gets its turn. Threads that are busy pass, and those that never become free do
 * not: what counts is whether anything moves.
 */
final class TurnCheck implements Check {

    /** A thread that serves connections, and never waits for anything, waits. */
    static final Problem EVENT_LOOP_BLOCKED = new Problem(
            "event_loop_blocked",
            "A thread that serves connections does not come round to its work.",
            "Requests on its connections get no answer.",
            "Take a thread dump (jstack) to see what blocks the threads named vert.x-eventloop, then restart the service."
                    + " A supervisor that asks for liveness does so by itself.");

    /** All threads that do the work of requests are taken, and none comes back. */
    static final Problem WORKERS_STUCK = new Problem(
            "workers_stuck",
            "No thread that works for requests becomes free.",
            "Lists from memory and health are still answered, everything else waits.",
            "Look at the leases in /api/diagnostics and take a thread dump (jstack) of the threads named executor-thread.");

    private final String name;
    private final boolean vital;
    private final HealthConfig.Pace pace;
    private final Problem problem;
    private final List<Executor> executors;
    private final List<CompletableFuture<Void>> turns;

    /**
     * @param executors each is looked at on its own
     * @param problem what it means if one of them does not come round
     */
    TurnCheck(String name, boolean vital, HealthConfig.Pace pace, List<? extends Executor> executors, Problem problem) {
        this.name = name;
        this.vital = vital;
        this.pace = pace;
        this.executors = List.copyOf(executors);
        this.problem = problem;
        this.turns = new ArrayList<>();
        executors.forEach(executor -> turns.add(CompletableFuture.completedFuture(null)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean vital() {
        return vital;
    }

    @Override
    public HealthConfig.Pace pace() {
        return pace;
    }

    @Override
    public Finding look() {
        try {
            IntStream.range(0, executors.size()).forEach(this::ask);
            CompletableFuture.allOf(turns.toArray(CompletableFuture[]::new))
                    .get(pace.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return Finding.pass();
        } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
            return Finding.fail(problem, Map.of("waiting", waiting()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.fail(Problem.PROBE_FAILED, Map.of());
        }
    }

    /** What has not had its turn since an earlier look is not asked again: questions must not pile up. */
    private void ask(int index) {
        if (turns.get(index).isDone()) {
            turns.set(index, CompletableFuture.runAsync(() -> {}, executors.get(index)));
        }
    }

    private long waiting() {
        return turns.stream().filter(turn -> !turn.isDone()).count();
    }
}
