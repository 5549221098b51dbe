package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.lease.PoolState;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Open descriptors of this process; null is what the system does not tell.
 *
 * @param open how many are open
 * @param limit how many may be
 * @param budget the most that the pools of all stores can come to together
 * @param slopePerHour how many more they get in an hour; null in the first minute
 * @param secondsToLimit until none can be opened, if it goes on like this; null where they do not grow
 * @param byKind how many of each kind
 * @param history how many were open in the last hours, the oldest first; at most {@value DescriptorTrend#MOST_SAMPLES}
 *     of these
 */
@JsonNaming(SnakeCaseStrategy.class)
record DescriptorReport(
        Optional<Long> open,
        Optional<Long> limit,
        long budget,
        Optional<Double> slopePerHour,
        Optional<Long> secondsToLimit,
        @Schema(implementation = Object.class) Map<String, Optional<Long>> byKind,
        List<PastCount> history) {

    static DescriptorReport of(
            DescriptorCounts counts,
            DescriptorForecast forecast,
            Collection<PoolState> pools,
            List<PastCount> history) {
        Map<String, Optional<Long>> byKind = new LinkedHashMap<>();
        for (DescriptorKind kind : DescriptorKind.values()) {
            byKind.put(kind.wireName(), Optional.ofNullable(counts.byKind().get(kind)));
        }
        return new DescriptorReport(
                counts.open(),
                counts.limit(),
                pools.stream().mapToLong(DescriptorReport::budget).sum(),
                forecast.slopePerHour(),
                forecast.secondsToLimit(),
                byKind,
                history);
    }

    /** Each connection has the store and its log open; all of them share the index. */
    private static long budget(PoolState pool) {
        return 2L * pool.max() + 1;
    }
}
