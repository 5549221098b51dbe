package ai.hermes.sessions.insight;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a store grows.
 *
 * @param growth what came on each of the last days
 * @param growthBytesPerDay by how much the file grows in a day, with its indexes and its full text
 * @param growthDays over how many days that was taken
 * @param diskFreeBytes what may still be written; null where the system does not tell
 * @param daysLeft until the disk is full, if all goes on so; null where that cannot be told
 */
@JsonNaming(SnakeCaseStrategy.class)
record GrowthSizes(
        List<Day> growth,
        long growthBytesPerDay,
        int growthDays,
        Optional<Long> diskFreeBytes,
        Optional<Long> daysLeft) {

    private static final int SHOWN_DAYS = 90;
    private static final int TAKEN_DAYS = 30;
    private static final double DAY_SECONDS = 86_400;

    /**
     * @param ratio how much the file has for each byte that messages hold
     * @param now the moment, in the time zone of the days
     */
    static GrowthSizes of(MessageTally tally, double ratio, OptionalLong free, ZonedDateTime now) {
        double until = now.toEpochSecond();
        double first = tally.growth().keySet().stream()
                .filter(quarter -> quarter > 0)
                .findFirst()
                .map(quarter -> (double) quarter * MessageTally.QUARTER)
                .orElse(until);
        int days = (int) Math.max(1, Math.min(TAKEN_DAYS, Math.ceil((until - first) / DAY_SECONDS)));
        double since = until - days * DAY_SECONDS;
        double came = tally.growth().entrySet().stream()
                .filter(it -> (it.getKey() + 1) * (double) MessageTally.QUARTER > since)
                .mapToLong(it -> it.getValue().bytes())
                .sum();
        long perDay = Math.round(came * ratio / days);
        return new GrowthSizes(
                shown(tally, now),
                perDay,
                days,
                free.stream().boxed().findFirst(),
                free.isPresent() && perDay > 0 ? Optional.of(free.getAsLong() / perDay) : Optional.empty());
    }

    private static List<Day> shown(MessageTally tally, ZonedDateTime now) {
        LocalDate today = now.toLocalDate();
        LocalDate first = today.minusDays(SHOWN_DAYS - 1L);
        Map<LocalDate, MessageTally.Growth> byDay = new HashMap<>();
        tally.growth().forEach((quarter, growth) -> {
            LocalDate day = Instant.ofEpochSecond(quarter * MessageTally.QUARTER)
                    .atZone(now.getZone())
                    .toLocalDate();
            if (!day.isBefore(first)) {
                byDay.merge(day, growth, MessageTally.Growth::and);
            }
        });
        return first.datesUntil(today.plusDays(1))
                .map(day -> Day.of(day, Optional.ofNullable(byDay.get(day))))
                .toList();
    }

    /**
     * What came on one day.
     *
     * @param day such as {@code 2026-11-24}
     * @param messages how many messages
     * @param contentBytes what they hold
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Day(String day, long messages, long contentBytes) {

        private static Day of(LocalDate day, Optional<MessageTally.Growth> growth) {
            return new Day(
                    day.toString(),
                    growth.map(MessageTally.Growth::messages).orElse(0L),
                    growth.map(MessageTally.Growth::bytes).orElse(0L));
        }
    }
}
