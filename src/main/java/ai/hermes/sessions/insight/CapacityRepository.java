package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.store.AgentHome;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measures stores: a while with each request, in short reads, none of which reads a large table whole. Reads and
 * nothing else: what a prune would remove is only counted.
 */
@Singleton
class CapacityRepository {

    private static final long MEASURES_SIZE = 4 << 20;

    private final UsageTables tables;
    private final MessageTallies tallies;
    private final InsightReads reads;
    private final InsightConfig config;
    private final AgentHome home;
    private final Clock clock;
    private final StoreCache<AgentStore, FileMeasure> measures;

    @Inject
    CapacityRepository(
            UsageTables tables,
            MessageTallies tallies,
            InsightReads reads,
            InsightConfig config,
            AgentHome home,
            Clock clock,
            ConversationList conversations) {
        this.tables = tables;
        this.tallies = tallies;
        this.reads = reads;
        this.config = config;
        this.home = home;
        this.clock = clock;
        this.measures = new StoreCache<>(FileMeasure::new, MEASURES_SIZE, store -> conversations
                .lastGood(store)
                .isPresent());
    }

    /** @throws StoreFaultException if no store can be read now */
    CapacityAnswer capacity(CapacityQuery query, Cancellation cancellation) {
        long end = System.nanoTime() + config.readTime().toNanos();
        List<CapacityAnswer.OfProfile> measured = new ArrayList<>();
        List<InsightFault> faults = new ArrayList<>();
        Optional<StoreFaultException> nothing = Optional.empty();
        for (AgentStore store : query.stores()) {
            try {
                measured.add(measure(store, query, end, cancellation));
            } catch (StoreFaultException e) {
                nothing = Optional.of(e);
                faults.add(InsightFault.of(
                        store.profile(), e.fault(), store.condition().since(), clock.instant()));
            }
        }
        if (measured.isEmpty() && nothing.isPresent()) {
            throw nothing.get();
        }
        return new CapacityAnswer(measured, faults);
    }

    private CapacityAnswer.OfProfile measure(
            AgentStore store, CapacityQuery query, long end, Cancellation cancellation) {
        UsageTable table = tables.of(store, cancellation).table();
        return tallies.with(
                store,
                end,
                cancellation,
                tally -> measures.with(store, measure -> {
                    measure(store, measure, tally, query, end, cancellation);
                    return answer(store, table, tally, measure, query);
                }));
    }

    private void measure(
            AgentStore store,
            FileMeasure measure,
            MessageTally tally,
            CapacityQuery query,
            long end,
            Cancellation cancellation) {
        Instant now = clock.instant();
        boolean old = measure.generation() != store.generation()
                || now.isAfter(measure.began().plus(config.rereadAfter()));
        if (old || query.anew() && measure.complete()) {
            measure.restart(store.generation(), now);
        }
        while (tally.complete() && !measure.complete() && System.nanoTime() - end < 0) {
            FileMeasure.Step step = measure.next(config.countedPages(), tally);
            take(store, step, cancellation);
        }
    }

    /** What takes too long once does so each time: it is measured another way, or the measure would never end. */
    private void take(AgentStore store, FileMeasure.Step step, Cancellation cancellation) {
        try {
            reads.read(store, cancellation, step);
        } catch (StoreFaultException e) {
            if (e.fault() != StoreFault.TIMED_OUT || !step.skip()) {
                throw e;
            }
            return;
        }
        step.take();
    }

    private CapacityAnswer.OfProfile answer(
            AgentStore store, UsageTable table, MessageTally tally, FileMeasure measure, CapacityQuery query) {
        ZonedDateTime now = query.now();
        long wal = store.footprint().walSize();
        FileSizes file = measure.complete()
                ? measure.sizes(wal)
                : FileSizes.unmeasured(store.footprint().size(), wal);
        double ratio = tally.bytes() > 0 ? (double) file.usedBytes() / tally.bytes() : 1;
        return new CapacityAnswer.OfProfile(
                store.profile().name(),
                tally.complete() && measure.complete(),
                new CapacityAnswer.Progress(tally.read(), tally.total(), measure.measured(), measure.trees()),
                file,
                ContentSizes.of(table, tally),
                GrowthSizes.of(tally, ratio, free(), now),
                Prune.of(table, tally, query.olderThanDays(), ratio, now.toEpochSecond()),
                measure.began().toEpochMilli() / 1000.0);
    }

    private OptionalLong free() {
        try {
            return OptionalLong.of(Files.getFileStore(home.path()).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
