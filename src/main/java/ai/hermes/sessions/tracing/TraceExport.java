package ai.hermes.sessions.tracing;

import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.session.ConversationMessages;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.transcript.CarefulReading;
import ai.hermes.sessions.transcript.MessageNotFoundException;
import ai.hermes.sessions.transcript.MessageSourceException;
import ai.hermes.sessions.transcript.WholeMessages;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The spans of conversations, some at a time. One conversation is read when the spans of the one before are taken,
 * piece by piece, so that neither the store is held nor memory grows with how many there are.
 */
final class TraceExport implements Iterator<List<SpanData>> {

    private static final int BATCH = 512;
    private static final int ATTEMPTS = 6;
    /** Of all texts of one conversation, which may be megabytes of the little memory that there is. */
    private static final long CHARACTERS = 4 << 20;

    private final Deque<Traced> left;
    private final ConversationMessages messages;
    private final TraceText texts;
    private final Family family = new Family();
    private final Deque<SpanData> ready = new ArrayDeque<>();
    private TraceCounts counts = TraceCounts.NONE;

    TraceExport(List<Traced> conversations, ConversationMessages messages, TraceText texts) {
        this.left = new ArrayDeque<>(conversations);
        this.messages = messages;
        this.texts = texts;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || !left.isEmpty();
    }

    /** @throws ai.hermes.sessions.store.StoreFaultException if a store cannot be read now */
    @Override
    public List<SpanData> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        while (ready.size() < BATCH && !left.isEmpty()) {
            read(left.poll());
        }
        List<SpanData> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH && !ready.isEmpty()) {
            batch.add(ready.poll());
        }
        counts = counts.withSpans(batch.size());
        return batch;
    }

    private void read(Traced traced) {
        TextBudget moments = new TextBudget(texts, CHARACTERS);
        List<String> missing = new ArrayList<>();
        try {
            new CarefulReading(messages.open(traced.store(), traced.conversation()), new Hurry())
                    .to(new CarefulReading.Taker() {
                        @Override
                        public void take(WholeMessages.Whole message) {
                            moments.add(message.message());
                        }

                        @Override
                        public void without(OptionalLong after, OptionalLong message, RuntimeException failure) {
                            missing.add(
                                    message.isPresent()
                                            ? "message " + message.getAsLong() + ": " + failure.getMessage()
                                            : "what comes after message " + after.orElse(0) + ": "
                                                    + failure.getMessage());
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ready.addAll(ConversationTrace.of(traced.conversation(), moments, traced.children(family), texts, missing));
        for (SessionRow row : traced.conversation().segments()) {
            counts = counts.withSession(row);
        }
        counts = counts.withConversation(missing.isEmpty());
    }

    /** People read messages meanwhile, and readers are few. */
    private static final class Hurry implements CarefulReading.Patience {

        @Override
        public <T> T with(Supplier<T> read) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return read.get();
                } catch (StoreFaultException e) {
                    if (e.fault() != StoreFault.BUSY || attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }

        @Override
        public boolean goesOnWithout(RuntimeException failure) {
            return failure instanceof StoreFaultException it
                            && Set.of(StoreFault.CORRUPT, StoreFault.READ_FAILED, StoreFault.TIMED_OUT)
                                    .contains(it.fault())
                    || failure instanceof MessageSourceException
                    || failure instanceof MessageNotFoundException;
        }
    }

    /** What was taken so far. */
    TraceCounts counts() {
        return counts;
    }
}
