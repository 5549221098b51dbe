package ai.hermes.sessions.insight;

import ai.hermes.sessions.query.Moments;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time, in a time zone that says where days begin.
 *
 * @param from its first moment
 * @param to the first moment after it
 */
record Range(ZonedDateTime from, ZonedDateTime to) {

    /** Ten years. */
    static final int MAX_DAYS = 3_660;

    /** The last natural days with today. */
    static Range lastDays(int days, ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        return new Range(today.minusDays(days - 1L).atStartOfDay(now.getZone()), tomorrow(now));
    }

    /**
     * A time that somebody named.
     *
     * @param from as in searches
     * @param to the same; empty for the end of today
     * @throws ApiException 400 if it makes no sense
     */
    static Range of(String from, Optional<String> to, ZonedDateTime now) {
        Range range = new Range(
                moment("from", from, now), to.map(it -> moment("to", it, now)).orElse(tomorrow(now)));
        if (!range.from.isBefore(range.to)) {
            throw ApiException.badRequest("from has to lie before to");
        }
        return range;
    }

    private static ZonedDateTime moment(String name, String text, ZonedDateTime now) {
        return Moments.of(text, now)
                .orElseThrow(() -> ApiException.badRequest(
                        name + " needs a time, such as 2026, 2026-08, 2026-08-15, 7d, 12h, today"));
    }

    private static ZonedDateTime tomorrow(ZonedDateTime now) {
        return now.toLocalDate().plusDays(1).atStartOfDay(now.getZone());
    }

    ZoneId zone() {
        return from.getZone();
    }

    double fromSeconds() {
        return from.toEpochSecond();
    }

    double toSeconds() {
        return to.toEpochSecond();
    }

    /** Whether a time, in seconds since 1970, lies in it. */
    boolean has(double seconds) {
        return seconds >= fromSeconds() && seconds < toSeconds();
    }

    /** Its natural days, those that lie in it in part as well; empty where they are too many to be listed. */
    Optional<List<Day>> days() {
        LocalDate first = from.toLocalDate();
        LocalDate last = to.minusNanos(1).toLocalDate();
        if (last.toEpochDay() - first.toEpochDay() >= MAX_DAYS) {
            return Optional.empty();
        }
        List<Day> days = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.add(Day.of(day, zone()));
        }
        return Optional.of(days);
    }

    /**
     * A natural day.
     *
     * @param day such as {@code 2026-11-24}
     * @param start its first moment, in seconds since 1970
     * @param hours how many it has: 23 or 25 where the clocks change
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Day(String day, double start, double hours) {

        private static final double SECONDS = 3_600;

        static Day of(LocalDate day, ZoneId zone) {
            ZonedDateTime start = day.atStartOfDay(zone);
            ZonedDateTime end = day.plusDays(1).atStartOfDay(zone);
            return new Day(
                    day.toString(),
                    start.toEpochSecond(),
                    Duration.between(start, end).toSeconds() / SECONDS);
        }
    }
}
