package ai.hermes.sessions.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Days of any time zone, over any change of its clocks. */
class RangeTest {

    @Provide
    Arbitrary<ZoneId> zones() {
        Set<String> all = ZoneId.getAvailableZoneIds();
        return Arbitraries.of(all).map(ZoneId::of);
    }

    @Property(tries = 500)
    void daysFollowEachOtherWithoutAGapAndWithoutOverlap(
            @ForAll("zones") ZoneId zone,
            @ForAll @LongRange(min = 0, max = 2_000_000_000L) long now,
            @ForAll @IntRange(min = 1, max = 400) int days) {
        // when
        Range range = Range.lastDays(days, Instant.ofEpochSecond(now).atZone(zone));
        List<Range.Day> all = range.days().orElseThrow();

        // then
        double next = range.fromSeconds();
        for (Range.Day day : all) {
            assertThat(day.start()).isEqualTo(next);
            next += day.hours() * 3_600;
        }
        assertThat(next).isEqualTo(range.toSeconds());
        // A zone that crossed the date line left a day out of its calendar.
        assertThat(all).hasSizeBetween(days, days + 1);
    }

    @Property(tries = 500)
    void aMomentIsCountedOnTheDayThatItLiesIn(
            @ForAll("zones") ZoneId zone, @ForAll @LongRange(min = 0, max = 2_000_000_000L) long moment) {
        // given
        ZonedDateTime time = Instant.ofEpochSecond(moment).atZone(zone);

        // when
        List<Range.Day> days = Range.lastDays(3, time.plusDays(1)).days().orElseThrow();
        List<String> holding = days.stream()
                .filter(it -> moment >= it.start() && moment < it.start() + it.hours() * 3_600)
                .map(Range.Day::day)
                .toList();

        // then
        assertThat(holding).containsExactly(LocalDate.from(time).toString());
    }
}
