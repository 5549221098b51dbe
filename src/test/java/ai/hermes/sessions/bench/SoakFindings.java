package ai.hermes.sessions.bench;

import ai.hermes.sessions.bench.SoakTally.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What came of the requests, and what was wrong with whatever else. */
final class SoakFindings {

    private static final int TOLD = 40;

    private final Map<SoakRequest, SoakTally> tallies = new EnumMap<>(SoakRequest.class);
    private final AtomicLong wrong = new AtomicLong();
    private final Queue<String> sentences = new ConcurrentLinkedQueue<>();

    SoakFindings() {
        for (SoakRequest request : SoakRequest.values()) {
            tallies.put(request, new SoakTally());
        }
    }

    void count(SoakRequest request, Outcome outcome, long nanos) {
        tallies.get(request).count(outcome, nanos);
    }

    /** Something that must not be. */
    void wrong(String sentence) {
        if (wrong.incrementAndGet() <= TOLD) {
            sentences.add(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + sentence);
        }
    }

    boolean none() {
        return wrong.get() == 0;
    }

    /** Sum over all requests. */
    long sum(Outcome outcome) {
        return tallies.values().stream().mapToLong(it -> it.of(outcome)).sum();
    }

    /** How many of a kind had this outcome. */
    long of(SoakRequest request, Outcome outcome) {
        return tallies.get(request).of(outcome);
    }

    String table() {
        return tallies.entrySet().stream()
                .map(it -> it.getValue().row(it.getKey()))
                .collect(Collectors.joining("", SoakTally.head(), ""));
    }

    String told() {
        return sentences.stream().map("  "::concat).collect(Collectors.joining("\n"))
                + (wrong.get() > TOLD ? "\n  and %d more".formatted(wrong.get() - TOLD) : "");
    }

    @Override
    public String toString() {
        return "good %d, marked %d, retry %d, told %d, absent %d, wrong %d, reset %d"
                .formatted(
                        sum(Outcome.GOOD),
                        sum(Outcome.MARKED),
                        sum(Outcome.RETRY),
                        sum(Outcome.TOLD),
                        sum(Outcome.ABSENT),
                        sum(Outcome.WRONG),
                        sum(Outcome.RESET));
    }
}
