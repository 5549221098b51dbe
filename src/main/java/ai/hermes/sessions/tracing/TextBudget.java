package ai.hermes.sessions.tracing;

import ai.hermes.sessions.transcript.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of one conversation with as much of what was said as is told. A long conversation has more texts than
 * fit into memory; beyond the budget the oldest of its messages lose theirs.
 */
final class TextBudget {

    private final TraceText texts;
    private final List<Moment> moments = new ArrayList<>();
    private long left;
    private int withoutText;

    /** @param characters of all texts of the conversation together */
    TextBudget(TraceText texts, long characters) {
        this.texts = texts;
        this.left = characters;
    }

    /** The next message, with its texts if they are wanted. */
    void add(Message message) {
        Moment moment = Moment.of(message, texts);
        moments.add(moment);
        left -= moment.characters();
        // The newest has its texts, however long they are.
        while (left < 0 && withoutText < moments.size() - 1) {
            Moment oldest = moments.get(withoutText);
            left += oldest.characters();
            moments.set(withoutText, oldest.withoutText());
            withoutText++;
        }
    }

    /** All of them, oldest first. */
    List<Moment> moments() {
        return moments;
    }

    /** Messages that are told without texts for want of room. */
    long withoutText() {
        return withoutText;
    }
}
