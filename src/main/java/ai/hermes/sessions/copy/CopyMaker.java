package ai.hermes.sessions.copy;

import ai.hermes.sessions.annotation.CopiedMessage;
import ai.hermes.sessions.annotation.Copy;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.session.ConversationMessages;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fills copies with messages. They are taken a few hundred at a time, each in a short read of its own: a snapshot that
 * lasted for a long conversation would keep the agent from shortening its log.
 */
@Singleton
class CopyMaker {

    private static final int PIECE = 500;

    private final ConversationMessages messages;
    private final CopyRepository copies;
    private final StoredMessages stored;
    private final CopyConfig config;

    @Inject
    CopyMaker(ConversationMessages messages, CopyRepository copies, StoredMessages stored, CopyConfig config) {
        this.messages = messages;
        this.copies = copies;
        this.stored = stored;
        this.config = config;
    }

    /**
     * Makes a copy of a conversation.
     *
     * @param blank the copy, without messages
     * @param keep how many messages it gets at most, from the beginning on
     * @throws ApiException 413 if it is too large, 503 if it changed meanwhile
     */
    void copy(Subject from, Copy blank, long keep) {
        made(blank, filling -> {
            long before = keep;
            boolean first = true;
            while (before > 0) {
                MessageWindow piece = messages.piece(from.store(), from.conversation(), before);
                long end = piece.offset() + (long) piece.messages().size();
                if (first) {
                    filling.expect(end);
                } else if (end != before) {
                    throw busy();
                }
                first = false;
                filling.add(piece.messages(), piece.offset());
                before = piece.offset();
            }
        });
    }

    /** Makes a copy of messages that came from outside. */
    void copy(List<Message> all, Copy blank) {
        made(blank, filling -> {
            filling.expect(all.size());
            for (int from = 0; from < all.size(); from += PIECE) {
                filling.add(all.subList(from, Math.min(all.size(), from + PIECE)), from);
            }
        });
    }

    private void made(Copy blank, Source source) {
        copies.begin(blank);
        try {
            source.fill(new Filling(blank));
            copies.complete(blank);
        } catch (RuntimeException e) {
            copies.discard(blank);
            throw e;
        }
    }

    private static ApiException busy() {
        return new ApiException(
                503, "session_busy", "Session is busy (streaming). Please try again in a moment.", Map.of());
    }

    private interface Source {
        void fill(Filling filling);
    }

    /** A copy that is being made. */
    private final class Filling {
        private final Copy copy;
        private long left;

        Filling(Copy copy) {
            this.copy = copy;
            long others = copies.copies().values().stream()
                    .mapToLong(it -> it.size().bytes())
                    .sum();
            this.left = Math.min(
                    config.maxSize().asLongValue(), config.maxTotalSize().asLongValue() - others);
        }

        void expect(long count) {
            if (count > config.maxMessages()) {
                throw tooLarge("It has more than " + config.maxMessages() + " messages.");
            }
        }

        void add(List<Message> piece, long offset) {
            List<CopiedMessage> copied = new ArrayList<>(piece.size());
            for (Message message : piece) {
                CopiedMessage each = stored.of(message, offset + copied.size());
                left -= each.message().getBytes(StandardCharsets.UTF_8).length;
                copied.add(each);
            }
            if (left < 0) {
                throw tooLarge("There is no room for so much text.");
            }
            copies.append(copy, copied);
        }

        private ApiException tooLarge(String why) {
            return new ApiException(
                    413,
                    "copy_too_large",
                    "This conversation cannot be copied. " + why,
                    Map.of("remedy", "Raise the limits that begin with hermes.copy."));
        }
    }
}
