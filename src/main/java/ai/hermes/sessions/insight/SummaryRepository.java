package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adds up the summary that clients of hermes-webui know. */
@Singleton
class SummaryRepository {

    private static final List<String> WEEKDAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final double PERCENT = 100;

    private final UsageTables tables;

    @Inject
    SummaryRepository(UsageTables tables) {
        this.tables = tables;
    }

    /** @param now the moment, in the time zone that days and hours are told in */
    Summary of(List<AgentStore> stores, int days, ZonedDateTime now, Cancellation cancellation) {
        UsageReadings readings = tables.all(stores, cancellation);
        Range range = Range.lastDays(days, now);
        Sums all = new Sums();
        Map<String, Sums> models = new HashMap<>();
        Map<String, Sums> daily = new HashMap<>();
        long[] byDay = new long[WEEKDAYS.size()];
        long[] byHour = new long[Dimension.HOURS_OF_DAY];
        ZoneId zone = now.getZone();
        readings.visit(new BeganOrEnded(range), (conversation, usage) -> {
            all.add(usage);
            String model = usage.row().model();
            models.computeIfAbsent(model.isEmpty() ? "unknown" : model, it -> new Sums())
                    .add(usage);
            ZonedDateTime began = Dimension.began(usage, zone);
            daily.computeIfAbsent(began.toLocalDate().toString(), it -> new Sums())
                    .add(usage);
            byDay[began.getDayOfWeek().getValue() - 1]++;
            byHour[began.getHour()]++;
        });
        return new Summary(
                days,
                all.sessions,
                all.messages,
                all.input,
                all.output,
                all.cacheRead,
                all.cacheHits(),
                all.tokens(),
                Dollars.rounded(all.cost),
                models.entrySet().stream()
                        .map(it -> it.getValue().model(it.getKey(), all))
                        .sorted(Comparator.comparingLong((Summary.Model it) -> -it.totalTokens())
                                .thenComparing(Summary.Model::model))
                        .toList(),
                range.days().orElse(List.of()).stream()
                        .map(day -> daily.getOrDefault(day.day(), new Sums()).daily(day.day()))
                        .toList(),
                IntStream.range(0, byDay.length)
                        .mapToObj(day -> new Summary.OfWeekday(WEEKDAYS.get(day), byDay[day]))
                        .toList(),
                IntStream.range(0, byHour.length)
                        .mapToObj(hour -> new Summary.OfHour(hour, byHour[hour]))
                        .toList(),
                zone.getId(),
                readings.asOf(),
                readings.faults());
    }

    /** Sessions that began or ended in a range. */
    private record BeganOrEnded(Range range) implements UsageSelection {
        @Override
        public boolean in(SessionUsage usage) {
            return range.has(usage.row().startedAt()) || range.has(usage.row().endedAt());
        }

        @Override
        public boolean means(Conversation conversation) {
            return true;
        }
    }

    private static long percent(double part, double whole) {
        return whole > 0 ? Math.round(PERCENT * part / whole) : 0;
    }

    /** What such a summary counts. */
    private static final class Sums {
        private long sessions;
        private long messages;
        private long input;
        private long output;
        private long cacheRead;
        private double cost;

        void add(SessionUsage usage) {
            sessions++;
            messages += usage.row().messageCount();
            input += usage.row().inputTokens();
            output += usage.row().outputTokens();
            cacheRead += usage.row().cacheReadTokens();
            cost += usage.estimated();
        }

        long tokens() {
            return input + output;
        }

        Optional<Long> cacheHits() {
            long sent = input + cacheRead;
            return sent > 0 ? Optional.of(percent(cacheRead, sent)) : Optional.empty();
        }

        Summary.Model model(String name, Sums all) {
            return new Summary.Model(
                    name,
                    sessions,
                    input,
                    output,
                    cacheRead,
                    cacheHits(),
                    tokens(),
                    Dollars.rounded(cost),
                    percent(sessions, all.sessions),
                    percent(tokens(), all.tokens()),
                    percent(cost, all.cost));
        }

        Summary.Daily daily(String date) {
            return new Summary.Daily(date, input, output, cacheRead, sessions, Dollars.rounded(cost));
        }
    }
}
