package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.ListState;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the sessions of each store used, held in memory. Rests on the list, which notices what changes; only what the
 * list does not have is read for it, and only of sessions that changed since.
 */
@Singleton
class UsageTables {

    /** Sessions that are read in one read. */
    private static final int GROUP = 1_000;
    /** The agent's clock may have been set back a little. */
    private static final double LEDGER_OVERLAP = 2;

    private final ConversationList conversations;
    private final InsightReads reads;
    private final InsightConfig config;
    private final Clock clock;
    private final StoreCache<AgentStore, Kept> tables;

    @Inject
    UsageTables(ConversationList conversations, InsightReads reads, InsightConfig config, Clock clock) {
        this.conversations = conversations;
        this.reads = reads;
        this.config = config;
        this.clock = clock;
        this.tables = new StoreCache<>(Kept::new, config.cacheSize().asLongValue() / 2, store -> conversations
                .lastGood(store)
                .isPresent());
    }

    /**
     * The figures of a store as they are now; the last good ones, and why, where it cannot be read.
     *
     * @throws StoreFaultException if it cannot be read and there are none
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    UsageReading of(AgentStore store, Cancellation cancellation) {
        return tables.with(store, kept -> kept.reading(store, cancellation));
    }

    /** The figures of one store. */
    private final class Kept implements StoreCache.Weighed {
        private Optional<UsageTable> table = Optional.empty();

        @Override
        public long weight() {
            return table.map(UsageTable::weight).orElse(0L);
        }

        UsageReading reading(AgentStore store, Cancellation cancellation) {
            Optional<UsageTable> before = table;
            try {
                ListState state = conversations.of(store);
                if (state.fault().isPresent()) {
                    throw new StoreFaultException(store.profile(), state.fault().get());
                }
                UsageTable now = before.map(it -> updated(it, store, state.projection(), cancellation))
                        .orElseGet(() -> readAll(store, state.projection(), cancellation));
                table = Optional.of(now);
                return new UsageReading(now, Optional.empty());
            } catch (StoreFaultException e) {
                // The list of a store that is gone is none, whatever was known of it.
                UsageTable last =
                        before.filter(it -> e.fault() != StoreFault.MISSING).orElseThrow(() -> e);
                return new UsageReading(
                        last,
                        Optional.of(InsightFault.of(
                                store.profile(), e.fault(), store.condition().since(), clock.instant())));
            }
        }

        private UsageTable updated(
                UsageTable before, AgentStore store, Projection projection, Cancellation cancellation) {
            Instant now = clock.instant();
            boolean same = before.generation() == store.generation();
            if (!same || now.isAfter(before.readAt().plus(config.rereadAfter()))) {
                return readAll(store, projection, cancellation);
            } else if (before.projection() == projection) {
                return before.stillTrue(projection, now);
            }
            return readChanges(before, store, projection, cancellation);
        }
    }

    private UsageTable readAll(AgentStore store, Projection projection, Cancellation cancellation) {
        Instant now = clock.instant();
        long generation = store.generation();
        Ledger ledger = reads.read(
                store,
                cancellation,
                connection ->
                        new Ledger(connection.schema().has(LedgerLine.TABLE), LedgerLine.newest(connection), Set.of()));
        return read(store, projection, Map.of(), ledger, generation, now, cancellation);
    }

    private UsageTable readChanges(
            UsageTable before, AgentStore store, Projection projection, Cancellation cancellation) {
        double since = before.ledgerAt() - LEDGER_OVERLAP;
        Ledger ledger = reads.read(
                store,
                cancellation,
                connection -> new Ledger(
                        connection.schema().has(LedgerLine.TABLE),
                        LedgerLine.newest(connection),
                        LedgerLine.touchedSince(connection, since)));
        return read(store, projection, before.bySession(), ledger, before.generation(), before.readAt(), cancellation);
    }

    private UsageTable read(
            AgentStore store,
            Projection projection,
            Map<String, SessionUsage> known,
            Ledger ledger,
            long generation,
            Instant readAt,
            Cancellation cancellation) {
        Instant asOf = clock.instant();
        Map<String, SessionUsage> all = new HashMap<>(projection.sessions() * 2);
        Map<String, SessionRow> changed = new LinkedHashMap<>();
        Map<String, SessionRow> outside = new HashMap<>();
        for (Conversation conversation : projection.conversations()) {
            for (SessionRow row : conversation.segments()) {
                SessionUsage before = known.get(row.id());
                if (SessionUsage.current(before, row) && !ledger.touched.contains(row.id())) {
                    all.put(row.id(), before);
                } else {
                    changed.put(row.id(), row);
                }
                // A copy that people made of a session used nothing.
                if (conversation.keeping().keeper() == Keeper.WEBUI) {
                    outside.put(row.id(), row);
                }
            }
        }
        List<String> ids = List.copyOf(changed.keySet());
        for (int from = 0; from < ids.size(); from += GROUP) {
            Map<String, SessionRow> group = new HashMap<>();
            ids.subList(from, Math.min(ids.size(), from + GROUP)).forEach(id -> group.put(id, changed.get(id)));
            reads.read(store, cancellation, connection -> SessionUsage.read(connection, group))
                    .forEach(usage -> all.put(usage.row().id(), usage));
        }
        outside.forEach((id, row) -> all.computeIfAbsent(id, it -> SessionUsage.outside(row)));
        return new UsageTable(projection, generation, all, ledger.there, ledger.newest, readAt, asOf);
    }

    /** What is known of the ledger before its lines are read. */
    private record Ledger(boolean there, double newest, Set<String> touched) {}

    /** The figures of several stores. */
    UsageReadings all(List<AgentStore> stores, Cancellation cancellation) {
        List<UsageTable> found = new ArrayList<>();
        List<InsightFault> faults = new ArrayList<>();
        List<StoreFaultException> nothing = new ArrayList<>();
        for (AgentStore store : stores) {
            try {
                UsageReading reading = of(store, cancellation);
                found.add(reading.table());
                reading.fault().ifPresent(faults::add);
            } catch (StoreFaultException e) {
                nothing.add(e);
                faults.add(InsightFault.of(
                        store.profile(), e.fault(), store.condition().since(), clock.instant()));
            }
        }
        if (found.isEmpty() && !nothing.isEmpty()) {
            throw nothing.get(0);
        }
        return new UsageReadings(found, faults);
    }
}
