package ai.hermes.sessions.insight;

import java.util.List;

/**
 * The figures of several stores.
 *
 * @param tables of those of which there are any
 * @param faults why some are old or missing
 */
record UsageReadings(List<UsageTable> tables, List<InsightFault> faults) {

    UsageReadings {
        tables = List.copyOf(tables);
        faults = List.copyOf(faults);
    }

    /** Of when the oldest of them are, in seconds since 1970; 0 where there are none. */
    double asOf() {
        return tables.stream()
                .mapToDouble(it -> it.asOf().toEpochMilli() / 1000.0)
                .min()
                .orElse(0);
    }

    /** Whether one of the stores keeps a ledger. */
    boolean ledger() {
        return tables.stream().anyMatch(UsageTable::ledger);
    }

    /** Tells each session that a selection means. */
    void visit(UsageSelection selection, UsageTable.Visitor visitor) {
        tables.forEach(it -> it.visit(selection, visitor));
    }
}
