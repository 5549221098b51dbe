package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads a conversation to its end, a few messages at a time and each time in a short read of its own. Messages that
 * cannot be read are told and gone without: a damaged page is no reason to keep all else from somebody who saves what
 * he has.
 */
public final class CarefulReading {

    private static final int MESSAGES = 250;
    private static final long BYTES = 2 << 20;
    /** Each takes a few reads to be found, and a conversation with more of them is hardly one any more. */
    private static final int MOST_DAMAGED = 50;

    private final LongConversation conversation;
    private final Patience patience;
    private int damaged;

    /** @param patience knows what is worth another try, and what can be gone without */
    public CarefulReading(LongConversation conversation, Patience patience) {
        this.conversation = conversation;
        this.patience = patience;
    }

    /** Knows how long to wait, and for what. */
    public interface Patience {

        /** Reads, again and again where that may help. */
        <T> T with(Supplier<T> read);

        /** Whether a failure concerns only what was read; others end the reading. */
        boolean goesOnWithout(RuntimeException failure);
    }

    /** Takes messages. */
    public interface Taker {

        /** The next message. */
        void take(WholeMessages.Whole message) throws IOException;

        /**
         * What comes next cannot be read.
         *
         * @param after the last message that was taken, or told of; empty for none
         * @param message the message that cannot be read; empty where that goes for all that is left
         */
        void without(OptionalLong after, OptionalLong message, RuntimeException failure) throws IOException;
    }

    /** Gives all messages to somebody, oldest first. */
    public void to(Taker taker) throws IOException {
        OptionalLong after = OptionalLong.empty();
        int limit = MESSAGES;
        boolean more = true;
        while (more) {
            OptionalLong from = after;
            int count = limit;
            WholeMessages read;
            try {
                read = patience.with(() -> conversation.whole(from, count, BYTES, Show.USUAL));
            } catch (RuntimeException e) {
                if (!patience.goesOnWithout(e)) {
                    throw e;
                }
                boolean one = count == 1 || !isDamage(e);
                limit = one ? MESSAGES : count / 2;
                if (one) {
                    after = without(from, e, taker);
                    more = after.isPresent();
                }
                continue;
            }
            for (WholeMessages.Whole each : read.messages()) {
                taker.take(each);
                after = OptionalLong.of(each.message().id());
            }
            limit = Math.min(MESSAGES, 2 * limit);
            more = read.more() && !read.messages().isEmpty();
        }
    }

    private static boolean isDamage(RuntimeException failure) {
        return failure instanceof StoreFaultException it
                && (it.fault() == StoreFault.CORRUPT || it.fault() == StoreFault.READ_FAILED);
    }

    /** Tells after which message to go on; empty where there is no going on. */
    private OptionalLong without(OptionalLong from, RuntimeException failure, Taker taker) throws IOException {
        damaged++;
        OptionalLong next = isDamage(failure) && damaged <= MOST_DAMAGED ? next(from) : OptionalLong.empty();
        taker.without(from, next, failure);
        return next;
    }

    private OptionalLong next(OptionalLong from) {
        try {
            return patience.with(() -> conversation.next(from, Show.USUAL));
        } catch (RuntimeException e) {
            if (!patience.goesOnWithout(e)) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }
}
