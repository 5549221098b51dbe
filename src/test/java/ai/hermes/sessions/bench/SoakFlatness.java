package ai.hermes.sessions.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a measure stayed flat: the median of the last quarter of its samples is not above that of the second quarter
 * by more than is allowed. The first quarter is left out, since a service that was just started grows into its caches.
 *
 * @param name what is measured
 * @param second median of the second quarter
 * @param last median of the last quarter
 * @param perHour slope of the straight line through all samples but the first quarter's
 * @param allowed how much the last quarter may lie above the second
 */
record SoakFlatness(String name, double second, double last, double perHour, double allowed) {

    /** With fewer nothing can be said. */
    static final int FEWEST = 8;

    static SoakFlatness of(
            String name, List<SoakSample> samples, ToDoubleFunction<SoakSample> measure, double share, double least) {
        int quarter = samples.size() / 4;
        double second = median(samples.subList(quarter, 2 * quarter), measure);
        double last = median(samples.subList(samples.size() - quarter, samples.size()), measure);
        return new SoakFlatness(
                name,
                second,
                last,
                slope(samples.subList(quarter, samples.size()), measure),
                Math.max(share * second, least));
    }

    private static double median(List<SoakSample> samples, ToDoubleFunction<SoakSample> measure) {
        double[] sorted = samples.stream().mapToDouble(measure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** By least squares. */
    private static double slope(List<SoakSample> samples, ToDoubleFunction<SoakSample> measure) {
        double meanHour =
                samples.stream().mapToDouble(SoakFlatness::hour).average().orElse(0);
        double mean = samples.stream().mapToDouble(measure).average().orElse(0);
        double above = 0;
        double below = 0;
        for (SoakSample sample : samples) {
            double distance = hour(sample) - meanHour;
            above += distance * (measure.applyAsDouble(sample) - mean);
            below += distance * distance;
        }
        return below == 0 ? 0 : above / below;
    }

    private static double hour(SoakSample sample) {
        return sample.at().toMillis() / 3_600_000.0;
    }

    boolean flat() {
        return last - second <= allowed;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: second quarter %.1f, last quarter %.1f (may be %.1f more), slope %+.1f per hour: %s",
                name,
                second,
                last,
                allowed,
                perHour,
                flat() ? "flat" : "GROWS");
    }
}
