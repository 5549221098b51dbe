package ai.hermes.sessions.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What came of requests of one kind. */
final class SoakTally {

    /** How an answer is counted. */
    enum Outcome {
        /** It was looked at and is true. */
        GOOD,
        /** It is marked as old or incomplete, with the fault. */
        MARKED,
        /** An error that says what it is and when to come again. */
        RETRY,
        /** An error that says what it is, where waiting does not help by itself. */
        TOLD,
        /** The service has no such call. */
        ABSENT,
        /** It is not true, or an error that does not say what it is. */
        WRONG,
        /** There was no answer. */
        RESET
    }

    private static final String ROW = "%-14s%10s%9s%9s%9s%9s%8s%8s%10s%10s%10s%n";

    private final long[] outcomes = new long[Outcome.values().length];
    private final List<int[]> fullBlocks = new ArrayList<>();
    private int[] block = new int[4096];
    private int inBlock;

    synchronized void count(Outcome outcome, long nanos) {
        outcomes[outcome.ordinal()]++;
        if (inBlock == block.length) {
            fullBlocks.add(block);
            block = new int[block.length];
            inBlock = 0;
        }
        block[inBlock++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1000);
    }

    synchronized long of(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    private int[] sorted() {
        int[] all = new int[fullBlocks.size() * block.length + inBlock];
        for (int i = 0; i < fullBlocks.size(); i++) {
            System.arraycopy(fullBlocks.get(i), 0, all, i * block.length, block.length);
        }
        System.arraycopy(block, 0, all, all.length - inBlock, inBlock);
        Arrays.sort(all);
        return all;
    }

    static String head() {
        return ROW.formatted(
                "requests",
                "good",
                "marked",
                "retry",
                "told",
                "absent",
                "wrong",
                "reset",
                "p50 ms",
                "p99 ms",
                "max ms");
    }

    synchronized String row(SoakRequest request) {
        int[] micros = sorted();
        return ROW.formatted(
                request,
                of(Outcome.GOOD),
                of(Outcome.MARKED),
                of(Outcome.RETRY),
                of(Outcome.TOLD),
                of(Outcome.ABSENT),
                of(Outcome.WRONG),
                of(Outcome.RESET),
                at(micros, 0.5),
                at(micros, 0.99),
                at(micros, 1));
    }

    private static String at(int[] micros, double share) {
        return micros.length == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f", micros[(int) Math.ceil(share * micros.length) - 1] / 1000.0);
    }
}
