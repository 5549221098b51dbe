package ai.hermes.sessions.tracing;

import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.session.ConversationMessages;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.MessageWindow;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The spans of conversations, some at a time. One conversation is read when the spans of the one before are taken,
 * piece by piece, so that neither the store is held nor memory grows with how many there are.
 */
final class TraceExport implements Iterator<List<SpanData>> {

    private static final int BATCH = 512;
    /** People read messages meanwhile, and readers are few. */
    private static final int ATTEMPTS = 6;
    /** Of all texts of one conversation, which may be megabytes of the little memory that there is. */
    private static final long CHARACTERS = 4 << 20;

    private final Deque<Traced> left;
    private final int leftOut;
    private final ConversationMessages messages;
    private final TraceText texts;
    private final Family family = new Family();
    private final Deque<SpanData> ready = new ArrayDeque<>();
    private TraceCounts counts = TraceCounts.NONE;

    /** @param leftOut conversations that were meant as well, and are more than may be told at once */
    TraceExport(List<Traced> conversations, int leftOut, ConversationMessages messages, TraceText texts) {
        this.left = new ArrayDeque<>(conversations);
        this.leftOut = leftOut;
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
        TextBudget budget = new TextBudget(texts, CHARACTERS);
        List<Moment> moments = moments(traced, budget);
        ready.addAll(ConversationTrace.of(
                traced.conversation(), moments, traced.children(family), texts, budget.withoutText()));
        for (SessionRow row : traced.conversation().segments()) {
            counts = counts.withSession(row);
        }
        counts = counts.withConversation();
    }

    /** From the end to the beginning, as pieces are read; so the newest have their texts. */
    private List<Moment> moments(Traced traced, TextBudget budget) {
        List<Moment> moments = new ArrayList<>();
        long before = Long.MAX_VALUE;
        boolean more = true;
        while (more) {
            MessageWindow piece = piece(traced, before);
            List<Message> some = piece.messages();
            for (int i = some.size() - 1; i >= 0; i--) {
                moments.add(budget.moment(some.get(i)));
            }
            before = piece.offset();
            more = piece.truncated() && !some.isEmpty();
        }
        Collections.reverse(moments);
        return moments;
    }

    private MessageWindow piece(Traced traced, long before) {
        for (int attempt = 1; ; attempt++) {
            try {
                return messages.piece(traced.store(), traced.conversation(), before);
            } catch (StoreFaultException e) {
                if (e.fault() != StoreFault.BUSY || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** How many conversations were meant as well, and are not told. */
    int leftOut() {
        return leftOut;
    }

    /** What was taken so far. */
    TraceCounts counts() {
        return counts;
    }
}
