package ai.hermes.sessions.diagnostics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How the number of open descriptors moves over hours.
 *
 * <p>The slope is that of Theil and Sen: the median of the slopes between all pairs of samples. Up to three samples of
 * ten may be anything, such as those of a burst of clients that came and went, without any effect. It is taken over the
 * last ten minutes, so that a fast leak is seen soon, and over six hours, so that a slow one is seen at all; the
 * steeper one counts.
 */
final class DescriptorTrend {

    static final Duration SHORT = Duration.ofMinutes(10);
    static final Duration LONG = Duration.ofHours(6);

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final int LEAST_SAMPLES = 6;
    /** Of more, some are left out: the pairs grow with the square. */
    static final int MOST_SAMPLES = 240;

    private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Notes how many are open; samples that are too old are forgotten. */
    synchronized void add(long nanoTime, long open) {
        samples.addLast(new Sample(nanoTime, open));
        while (nanoTime - samples.getFirst().at > LONG.toNanos()) {
            samples.removeFirst();
        }
    }

    /** Descriptors more per hour; negative where they get fewer. Empty in the first minute. */
    Optional<Double> perHour() {
        List<Sample> all = samples();
        if (all.size() < LEAST_SAMPLES || span(all) < LEAST.toNanos()) {
            return Optional.empty();
        }
        long since = all.get(all.size() - 1).at - SHORT.toNanos();
        List<Sample> recent = all.stream().filter(it -> it.at - since >= 0).toList();
        return Optional.of(Math.max(slope(recent), slope(thinned(all))) * NANOS_PER_HOUR);
    }

    /**
     * What was noted, the oldest first; of many samples some are left out, never the newest.
     *
     * @param nanoTime now, by the clock of the samples
     * @param now the same moment
     */
    List<PastCount> history(long nanoTime, Instant now) {
        List<Sample> all = samples();
        int step = step(all);
        return IntStream.range(0, all.size())
                .filter(i -> (all.size() - 1 - i) % step == 0)
                .mapToObj(all::get)
                .map(it -> new PastCount(Seconds.sinceEpoch(now.minusNanos(nanoTime - it.at)), it.open))
                .toList();
    }

    private synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    private static long span(List<Sample> samples) {
        return samples.get(samples.size() - 1).at - samples.get(0).at;
    }

    private static List<Sample> thinned(List<Sample> all) {
        int step = step(all);
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }

    private static int step(List<Sample> all) {
        return 1 + (all.size() - 1) / MOST_SAMPLES;
    }

    /** Per nanosecond. */
    private static double slope(List<Sample> samples) {
        double[] slopes = IntStream.range(0, samples.size())
                .boxed()
                .flatMapToDouble(i -> slopes(samples.get(i), samples.subList(i + 1, samples.size())))
                .sorted()
                .toArray();
        return slopes.length == 0 ? 0 : (slopes[(slopes.length - 1) / 2] + slopes[slopes.length / 2]) / 2;
    }

    private static DoubleStream slopes(Sample from, List<Sample> later) {
        return later.stream()
                .filter(to -> to.at != from.at)
                .mapToDouble(to -> (double) (to.open - from.open) / (to.at - from.at));
    }

    private record Sample(long at, long open) {}
}
