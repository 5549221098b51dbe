package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up calls of tools. */
@Singleton
class ToolRepository {

    private final UsageTables tables;
    private final MessageTallies tallies;
    private final InsightConfig config;
    private final Clock clock;

    @Inject
    ToolRepository(UsageTables tables, MessageTallies tallies, InsightConfig config, Clock clock) {
        this.tables = tables;
        this.tallies = tallies;
        this.config = config;
        this.clock = clock;
    }

    /** @throws StoreFaultException if no store could be read, now or before */
    ToolsAnswer tools(InsightQuery query, Cancellation cancellation) {
        UsageReadings readings = tables.all(query.stores(), cancellation);
        long end = System.nanoTime() + config.readTime().toNanos();
        Counting counting = new Counting(query);
        List<InsightFault> faults = new ArrayList<>(readings.faults());
        for (AgentStore store : query.stores()) {
            readings.tables().stream()
                    .filter(it -> it.profile().equals(store.profile()))
                    .forEach(table -> {
                        boolean ill = faults.stream().anyMatch(it -> it.profile()
                                .equals(store.profile().name()));
                        try {
                            if (ill) {
                                tallies.last(store, tally -> counting.add(table, tally));
                            } else {
                                tallies.with(store, end, cancellation, tally -> counting.add(table, tally));
                            }
                        } catch (StoreFaultException e) {
                            faults.add(InsightFault.of(
                                    store.profile(),
                                    e.fault(),
                                    store.condition().since(),
                                    clock.instant()));
                            tallies.last(store, tally -> counting.add(table, tally));
                        }
                    });
        }
        return new ToolsAnswer(
                query.range().fromSeconds(),
                query.range().toSeconds(),
                query.range().zone().getId(),
                counting.rows(),
                counting.calls,
                counting.complete,
                counting.read,
                counting.total,
                readings.asOf(),
                faults);
    }

    /** The calls of some stores. */
    private static final class Counting {
        private final InsightQuery query;
        private final Map<String, long[]> tools = new HashMap<>();
        private long calls;
        private long read;
        private long total;
        private boolean complete = true;

        Counting(InsightQuery query) {
            this.query = query;
        }

        Counting add(UsageTable table, MessageTally tally) {
            complete &= tally.complete();
            read += tally.read();
            total += tally.total();
            table.visit(query, (conversation, usage) -> tally.of(usage.row().id())
                    .ifPresent(session -> session.tools().forEach((tool, count) -> {
                        long[] sums = tools.computeIfAbsent(tool, it -> new long[2]);
                        sums[0] += count;
                        sums[1]++;
                        calls += count;
                    })));
            return this;
        }

        List<ToolsAnswer.Tool> rows() {
            return tools.entrySet().stream()
                    .map(it -> new ToolsAnswer.Tool(
                            it.getKey(), it.getValue()[0], it.getValue()[1], (double) it.getValue()[0] / calls))
                    .sorted(Comparator.comparingLong((ToolsAnswer.Tool it) -> -it.calls())
                            .thenComparing(ToolsAnswer.Tool::tool))
                    .toList();
        }
    }
}
