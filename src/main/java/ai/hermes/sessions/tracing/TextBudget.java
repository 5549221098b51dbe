package ai.hermes.sessions.tracing;

import ai.hermes.sessions.transcript.Message;

/**
 * How much of what was said in one conversation is told. A long conversation has more texts than fit into memory;
 * beyond the budget its messages are told without.
 */
final class TextBudget {

    private final TraceText texts;
    private long left;
    private long withoutText;

    /** @param characters of all texts of the conversation together */
    TextBudget(TraceText texts, long characters) {
        this.texts = texts;
        this.left = characters;
    }

    /** The next message, with its texts if they are wanted and something is left. */
    Moment moment(Message message) {
        if (texts.content() && left <= 0) {
            withoutText++;
            return Moment.of(message, texts.without());
        }
        Moment moment = Moment.of(message, texts);
        left -= moment.characters();
        return moment;
    }

    /** Messages that were told without texts for want of room. */
    long withoutText() {
        return withoutText;
    }
}
