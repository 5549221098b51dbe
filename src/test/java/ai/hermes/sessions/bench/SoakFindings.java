package ai.hermes.sessions.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What came of the requests. */
final class SoakFindings {

    private static final int TOLD = 20;

    private final AtomicLong good = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final Queue<String> sentences = new ConcurrentLinkedQueue<>();

    void good() {
        good.incrementAndGet();
    }

    /** An error that says what it is, as it should while a store is ill. */
    void refused() {
        refused.incrementAndGet();
    }

    void wrong(String sentence) {
        wrong.incrementAndGet();
        sentences.add(sentence);
    }

    void reset(String sentence) {
        resets.incrementAndGet();
        sentences.add(sentence);
    }

    boolean none() {
        return wrong.get() == 0 && resets.get() == 0;
    }

    String told() {
        return this + sentences.stream().limit(TOLD).map("\n  "::concat).reduce("", String::concat);
    }

    @Override
    public String toString() {
        return "good %d, refused %d, wrong %d, reset %d"
                .formatted(good.get(), refused.get(), wrong.get(), resets.get());
    }
}
