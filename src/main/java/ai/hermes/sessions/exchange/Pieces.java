package ai.hermes.sessions.exchange;

import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.transcript.LongConversation;
import ai.hermes.sessions.transcript.Show;
import ai.hermes.sessions.transcript.TextField;
import ai.hermes.sessions.transcript.TextPiece;
import ai.hermes.sessions.transcript.Texts;
import ai.hermes.sessions.transcript.WholeMessages;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Takes a conversation a few messages at a time, each time in a short read of its own. */
final class Pieces {

    private static final int MESSAGES = 250;
    private static final long BYTES = 2 << 20;
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_NANOS = 500_000_000;

    private Pieces() {}

    /** Takes one message. */
    @FunctionalInterface
    interface Taker {
        void take(WholeMessages.Whole message) throws IOException;
    }

    /** Takes a piece of a text. */
    @FunctionalInterface
    interface TextTaker {
        void take(String piece) throws IOException;
    }

    static void all(LongConversation conversation, Taker taker) throws IOException {
        OptionalLong after = OptionalLong.empty();
        boolean more = true;
        while (more) {
            OptionalLong from = after;
            WholeMessages read = patiently(() -> conversation.whole(from, MESSAGES, BYTES, Show.USUAL));
            for (WholeMessages.Whole each : read.messages()) {
                if (each.stub()) {
                    throw new UnreadableException(
                            "Message " + each.message().id() + " is larger than 16 MB, which is not exported.",
                            "Read it in the transcript, field by field, and export other conversations.",
                            null);
                }
                taker.take(each);
                after = OptionalLong.of(each.message().id());
            }
            more = read.more() && !read.messages().isEmpty();
        }
    }

    /** All of one text, masked. */
    static void text(LongConversation conversation, long id, TextField field, TextTaker taker) throws IOException {
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            long from = next.getAsLong();
            TextPiece piece = patiently(
                    () -> conversation.text(new Texts.Name(id, field, OptionalInt.empty()), from, Texts.LARGEST));
            taker.take(piece.text());
            next = piece.nextOffset();
        }
    }

    /** Whoever looks at conversations goes first: what passes is waited for. */
    static <T> T patiently(Supplier<T> read) {
        for (int attempt = 1; ; attempt++) {
            try {
                return read.get();
            } catch (StoreFaultException e) {
                if (!e.fault().passing()
                        || attempt == ATTEMPTS
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
