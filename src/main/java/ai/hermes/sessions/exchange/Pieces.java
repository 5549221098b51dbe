package ai.hermes.sessions.exchange;

import ai.hermes.sessions.transcript.CarefulReading;
import ai.hermes.sessions.transcript.LongConversation;
import ai.hermes.sessions.transcript.TextField;
import ai.hermes.sessions.transcript.TextPiece;
import ai.hermes.sessions.transcript.Texts;
import ai.hermes.sessions.transcript.WholeMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The messages of one conversation for whoever writes them. What is missing of them is noted. */
final class Pieces {

    private final LongConversation conversation;
    private final Patience patience;
    private final Export.Chosen which;
    private final Gaps gaps;
    private final List<Gap> missing = new ArrayList<>();

    Pieces(LongConversation conversation, Patience patience, Export.Chosen which, Gaps gaps) {
        this.conversation = conversation;
        this.patience = patience;
        this.which = which;
        this.gaps = gaps;
    }

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

    /**
     * All messages that can be read.
     *
     * @return what is missing among them
     */
    List<Gap> all(Taker taker) throws IOException {
        missing.clear();
        boolean[] taken = {false};
        new CarefulReading(conversation, patience).to(new CarefulReading.Taker() {
            @Override
            public void take(WholeMessages.Whole message) throws IOException {
                taker.take(message);
                taken[0] = true;
                if (message.stub()) {
                    note(large(message.message().id()));
                }
            }

            @Override
            public void without(OptionalLong after, OptionalLong message, RuntimeException failure) throws IOException {
                note(unread(after, message, Reason.of(failure)));
            }
        });
        if (!taken[0] && !missing.isEmpty()) {
            gaps.unread();
        }
        return List.copyOf(missing);
    }

    private Gap unread(OptionalLong after, OptionalLong message, Reason reason) {
        if (message.isPresent()) {
            long id = message.getAsLong();
            return gap(id, "Message " + id + " cannot be read: " + reason.error(), reason.remedy());
        } else if (after.isPresent()) {
            long id = after.getAsLong();
            return gap(id, "What comes after message " + id + " cannot be read: " + reason.error(), reason.remedy());
        }
        return gap(0, "None of its messages can be read: " + reason.error(), reason.remedy());
    }

    private Gap large(long id) {
        return gap(
                id,
                "Message " + id
                        + " is larger than 16 MB: only the beginnings of its texts are exported, and no pictures.",
                "Read it in the transcript, field by field.");
    }

    private Gap gap(long messageId, String error, String remedy) {
        return new Gap(which.profile(), which.rootId(), messageId, error, remedy);
    }

    private void note(Gap gap) throws IOException {
        missing.add(gap);
        gaps.add(gap);
    }

    /** All of one text that can be read, masked. */
    void text(long id, TextField field, TextTaker taker) throws IOException {
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            long from = next.getAsLong();
            TextPiece piece;
            try {
                piece = patience.with(
                        () -> conversation.text(new Texts.Name(id, field, OptionalInt.empty()), from, Texts.LARGEST));
            } catch (RuntimeException e) {
                if (!patience.goesOnWithout(e)) {
                    throw e;
                }
                Reason reason = Reason.of(e);
                note(gap(id, "Message " + id + " cannot be read to its end: " + reason.error(), reason.remedy()));
                return;
            }
            taker.take(piece.text());
            next = piece.nextOffset();
        }
    }
}
