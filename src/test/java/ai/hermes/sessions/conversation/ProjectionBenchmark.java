package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the projection costs: of a whole store, and of one new message, which must not depend on how many there are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProjectionBenchmark {

    private static final Instant TAKEN = Instant.ofEpochSecond(1_000_000);
    private static final Surroundings SURROUNDINGS = new Surroundings(
            OutsideConversations.NONE,
            Annotations.NONE,
            new Visibility(false, false, false, true, true, Optional.empty()));

    /** Sessions of the store. */
    @Param({"1000", "10000", "100000"})
    int sessions;

    private final List<SessionRow> rows = new ArrayList<>();
    private final Map<String, MessageFacts> facts = new HashMap<>();
    private ProjectionUpdater updater;
    private String busy;
    private MessageFacts grown;

    /** Makes the sessions: one in five goes on another, one in five is a subagent's. */
    @Setup
    public void make() {
        for (int i = 0; i < sessions; i++) {
            SessionRowBuilder row = SessionRowBuilder.session("session-" + i)
                    .title("Session " + i)
                    .startedAt(i);
            if (i % 5 == 1) {
                row.childOf("session-" + (i - 1));
            } else if (i % 5 == 2) {
                row.delegateFrom("session-" + (i - 2));
            } else {
                row.ended("compression", i + 1.0);
            }
            rows.add(row.build());
            facts.put("session-" + i, new MessageFacts(50, 25, i, 50L * i));
        }
        updater = whole();
        busy = "session-" + (sessions - 1);
        grown = facts.get(busy);
    }

    /** All of it, as after a start. */
    @Benchmark
    public ProjectionUpdater whole() {
        return ProjectionUpdater.of(Profile.DEFAULT, rows, facts, TurnLeases.NONE, SURROUNDINGS, TAKEN, true);
    }

    /** One more message in one of the sessions. */
    @Benchmark
    public Optional<ListChange> oneMessage() {
        grown = new MessageFacts(grown.count() + 1, grown.userCount(), grown.lastAt() + 1, grown.lastId() + 1);
        return updater.update(
                new StoreChange(List.of(), List.of(), Map.of(busy, grown), Optional.empty()),
                SURROUNDINGS,
                TAKEN,
                TAKEN);
    }
}
