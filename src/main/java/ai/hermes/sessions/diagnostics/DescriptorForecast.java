package ai.hermes.sessions.diagnostics;

import java.util.Optional;

/**
 * Where the number of open descriptors goes.
 *
 * @param slopePerHour descriptors more per hour; empty where it is not known yet
 * @param secondsToLimit until none can be opened, if it goes on like this; empty where it does not grow
 */
record DescriptorForecast(Optional<Double> slopePerHour, Optional<Long> secondsToLimit) {

    private static final double SECONDS_PER_HOUR = 3600;

    static DescriptorForecast of(DescriptorCounts counts, Optional<Double> slope) {
        Optional<Long> seconds = slope.filter(it -> it > 0)
                .flatMap(perHour -> counts.limit().flatMap(limit -> counts.open()
                        .map(open -> Math.round(Math.max(0, limit - open) / perHour * SECONDS_PER_HOUR))));
        return new DescriptorForecast(slope, seconds);
    }
}
