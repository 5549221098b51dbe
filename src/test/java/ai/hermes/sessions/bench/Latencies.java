package ai.hermes.sessions.bench;

import java.util.Arrays;

/** Durations that were measured, all of them. Not for several threads. */
final class Latencies {

    private long[] nanos = new long[1 << 12];
    private int size;
    private boolean sorted;

    void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = duration;
        sorted = false;
    }

    int size() {
        return size;
    }

    /** The one that this share of all is not above, in milliseconds; 0 where nothing was measured. */
    double millis(double share) {
        if (size == 0) {
            return 0;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, size);
            sorted = true;
        }
        return nanos[(int) Math.min(size - 1L, (long) Math.ceil(share * size) - (share > 0 ? 1 : 0))] / 1e6;
    }
}
