package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Source;
import ai.hermes.sessions.store.Cancellation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adds up what sessions used, by one or two dimensions. */
@Singleton
class UsageRepository {

    private final UsageTables tables;

    @Inject
    UsageRepository(UsageTables tables) {
        this.tables = tables;
    }

    /**
     * @param by one dimension or two
     * @throws ai.hermes.sessions.store.StoreFaultException if no store could be read, now or before
     */
    UsageAnswer usage(InsightQuery query, List<Dimension> by, Cancellation cancellation) {
        UsageReadings readings = tables.all(query.stores(), cancellation);
        Map<List<Object>, Sum> sums = new HashMap<>();
        Sum total = new Sum();
        readings.visit(query, (conversation, usage) -> {
            sums.computeIfAbsent(place(by, conversation, usage, query), it -> new Sum())
                    .add(usage);
            total.add(usage);
        });
        Optional<List<Range.Day>> days = query.range().days();
        if (by.size() == 1) {
            empty(by.get(0), days).forEach(key -> sums.computeIfAbsent(List.of(key), it -> new Sum()));
        }
        return new UsageAnswer(
                query.range().fromSeconds(),
                query.range().toSeconds(),
                query.range().zone().getId(),
                by.stream().map(Dimension::wireName).toList(),
                days,
                sums.entrySet().stream()
                        .sorted(order(by))
                        .map(it -> row(by, it.getKey(), it.getValue(), query))
                        .toList(),
                total.figures(),
                readings.asOf(),
                readings.faults());
    }

    private static List<Object> place(
            List<Dimension> by, Conversation conversation, SessionUsage usage, InsightQuery query) {
        return by.stream()
                .map(it -> it.key(conversation, usage, query.range().zone()))
                .toList();
    }

    /** Keys that have a row although nothing happened there, so that plots have no gaps. */
    private static List<Object> empty(Dimension by, Optional<List<Range.Day>> days) {
        return switch (by) {
            case DAY ->
                List.copyOf(days.orElse(List.of()).stream().map(Range.Day::day).toList());
            case HOUR_OF_WEEK ->
                List.copyOf(IntStream.range(0, Dimension.HOURS_OF_WEEK).boxed().toList());
            default -> List.of();
        };
    }

    private static Comparator<Map.Entry<List<Object>, Sum>> order(List<Dimension> by) {
        Comparator<Map.Entry<List<Object>, Sum>> order = (one, other) -> 0;
        for (int i = 0; i < by.size(); i++) {
            int at = i;
            if (by.get(i).ordered()) {
                order = order.thenComparing(it -> it.getKey().get(at), UsageRepository::compare);
            }
        }
        return order.thenComparing(it -> -it.getValue().tokens())
                .thenComparing(it -> it.getKey().toString());
    }

    private static int compare(Object one, Object other) {
        return one instanceof Integer number && other instanceof Integer another
                ? Integer.compare(number, another)
                : one.toString().compareTo(other.toString());
    }

    private static UsageRow row(List<Dimension> by, List<Object> place, Sum sum, InsightQuery query) {
        Map<String, Object> keys = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < by.size(); i++) {
            Dimension dimension = by.get(i);
            Object key = place.get(i);
            keys.put(dimension.wireName(), key);
            label(dimension, key.toString(), query).ifPresent(it -> labels.put(dimension.wireName(), it));
        }
        return new UsageRow(keys, labels, sum.figures());
    }

    private static Optional<String> label(Dimension dimension, String key, InsightQuery query) {
        return switch (dimension) {
            case SOURCE -> Optional.of(Source.of(key).label());
            case PROJECT -> Optional.ofNullable(query.projects().get(key));
            default -> Optional.empty();
        };
    }

    /** The agent's ledger: what was used by model, provider and task. */
    LedgerAnswer ledger(InsightQuery query, Cancellation cancellation) {
        UsageReadings readings = tables.all(query.stores(), cancellation);
        Map<LedgerAnswer.Account, LedgerAnswer.Entries> accounts = new HashMap<>();
        Sum without = new Sum();
        readings.visit(query, (conversation, usage) -> {
            usage.ledger().forEach(line -> accounts.computeIfAbsent(
                            LedgerAnswer.Account.of(line), it -> new LedgerAnswer.Entries())
                    .add(line));
            if (!usage.conversationInLedger()) {
                without.add(usage);
            }
        });
        List<LedgerAnswer.Line> lines = new ArrayList<>();
        accounts.forEach((account, entries) -> lines.add(entries.line(account)));
        lines.sort(
                Comparator.comparingLong((LedgerAnswer.Line it) -> -it.tokens().total())
                        .thenComparing(LedgerAnswer.Line::model)
                        .thenComparing(LedgerAnswer.Line::provider)
                        .thenComparing(LedgerAnswer.Line::task));
        return new LedgerAnswer(
                query.range().fromSeconds(),
                query.range().toSeconds(),
                query.range().zone().getId(),
                readings.ledger(),
                lines,
                without.figures(),
                readings.asOf(),
                readings.faults());
    }
}
