package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Counts what is in messages: a while with each request, in short reads, each of which goes on behind the one before.
 * What was counted is kept.
 */
@Singleton
class MessageTallies {

    private static final int SMALLEST_SLICE = 500;
    private static final int LARGEST_SLICE = 16_000;
    /** Reads shorter than this may become longer, and longer ones shorter. */
    private static final long FIT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final InsightReads reads;
    private final InsightConfig config;
    private final Clock clock;
    private final StoreCache<AgentStore, MessageTally> tallies;

    @Inject
    MessageTallies(InsightReads reads, InsightConfig config, Clock clock, ConversationList conversations) {
        this.reads = reads;
        this.config = config;
        this.clock = clock;
        this.tallies = new StoreCache<>(MessageTally::new, config.cacheSize().asLongValue() / 2, store -> conversations
                .lastGood(store)
                .isPresent());
    }

    /**
     * Counts some more messages, until that time at the latest, and then looks at what was counted.
     *
     * @param end by {@link System#nanoTime}
     * @throws StoreFaultException if the store cannot be read now
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    <R> R with(AgentStore store, long end, Cancellation cancellation, Function<MessageTally, R> look) {
        return tallies.with(store, tally -> {
            count(store, tally, end, cancellation);
            return look.apply(tally);
        });
    }

    /** What was counted before, if the store cannot be read now. */
    <R> R last(AgentStore store, Function<MessageTally, R> look) {
        return tallies.with(store, look);
    }

    private void count(AgentStore store, MessageTally tally, long end, Cancellation cancellation) {
        Instant now = clock.instant();
        boolean current = tally.generation() == store.generation()
                && tally.began()
                        .filter(it -> now.isBefore(it.plus(config.rereadAfter())))
                        .isPresent();
        if (!current) {
            tally.restart(store.generation(), now);
        }
        int atMost = SMALLEST_SLICE;
        MessageSlice slice;
        do {
            long began = System.nanoTime();
            slice = slice(store, tally.upTo(), atMost, cancellation);
            if (slice.newest() < tally.upTo()) {
                // The last messages are gone: what was counted is more than there is.
                tally.restart(store.generation(), now);
            } else {
                tally.add(slice);
            }
            boolean quick = System.nanoTime() - began < FIT_NANOS;
            atMost = quick ? Math.min(LARGEST_SLICE, atMost * 2) : Math.max(SMALLEST_SLICE, atMost / 2);
        } while (tally.upTo() < slice.newest() && System.nanoTime() - end < 0);
    }

    private MessageSlice slice(AgentStore store, long after, int atMost, Cancellation cancellation) {
        return reads.read(store, cancellation, connection -> {
            if (!connection.schema().has("messages")) {
                throw new StoreFaultException(store.profile(), StoreFault.WITHOUT_MESSAGES);
            }
            return MessageSlice.read(connection, after, atMost);
        });
    }
}
