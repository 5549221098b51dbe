package ai.hermes.sessions.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class DescriptorTrendTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int PER_HOUR = 360;

    private final DescriptorTrend trend = new DescriptorTrend();

    @Test
    void nothingIsKnownInTheFirstMinute() {
        // when
        sample(6, i -> 100);

        // then
        assertThat(trend.perHour()).isEmpty();
    }

    @Test
    void aLevelNumberHasNoSlope() {
        // when
        sample(PER_HOUR, i -> 100);

        // then
        assertThat(trend.perHour()).contains(0.0);
    }

    @Test
    void aFastLeakIsSeenWithinMinutesOfQuietHours() {
        // when
        sample(3 * PER_HOUR + 60, i -> 100 + Math.max(0, i - 3 * PER_HOUR));

        // then
        assertThat(trend.perHour().orElseThrow()).isCloseTo(PER_HOUR, within(1.0));
    }

    @Test
    void aSlowLeakIsSeenOverHours() {
        // when
        sample(6 * PER_HOUR, i -> 100 + 2L * i / PER_HOUR);

        // then
        assertThat(trend.perHour().orElseThrow()).isCloseTo(2, within(0.3));
    }

    @Test
    void theHistoryIsBoundedAndEndsNow() {
        // given
        sample(6 * PER_HOUR, i -> i);
        long last = 6L * PER_HOUR - 1;

        // when
        List<PastCount> history =
                trend.history(INTERVAL.multipliedBy(last).toNanos(), Instant.ofEpochSecond(1_000_000));

        // then
        assertThat(history)
                .hasSizeBetween(200, DescriptorTrend.MOST_SAMPLES)
                .last()
                .isEqualTo(new PastCount(1_000_000, last));
        assertThat(history).isSortedAccordingTo(Comparator.comparingDouble(PastCount::at));
    }

    @Test
    void aBurstThatPassesIsNoLeak() {
        // when
        sample(PER_HOUR, i -> i > 330 && i < 345 ? 200 : 100);

        // then
        assertThat(trend.perHour()).contains(0.0);
    }

    @Test
    void theTimeToTheLimitFollowsFromTheSlope() {
        // given
        DescriptorCounts counts = new DescriptorCounts(Optional.of(156L), Optional.of(256L), Map.of());

        // when
        DescriptorForecast forecast = DescriptorForecast.of(counts, Optional.of(50.0));

        // then
        assertThat(forecast.secondsToLimit()).contains(2 * 3600L);
    }

    @Test
    void whatDoesNotGrowHasNoTimeToTheLimit() {
        // given
        DescriptorCounts counts = new DescriptorCounts(Optional.of(156L), Optional.of(256L), Map.of());

        // when
        DescriptorForecast forecast = DescriptorForecast.of(counts, Optional.of(-1.0));

        // then
        assertThat(forecast.secondsToLimit()).isEmpty();
    }

    private void sample(int count, IntToLongFunction open) {
        for (int i = 0; i < count; i++) {
            trend.add(i * INTERVAL.toNanos(), open.applyAsLong(i));
        }
    }
}
