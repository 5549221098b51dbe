package ai.hermes.sessions.bench;

import java.util.Locale;

/**
 * How large a store is to be. The sizes and the mix are those that people report: three of five sessions are runs of
 * schedules, tool output is most of the bytes, and some conversation has 33,000 messages.
 */
enum StorePlan {
    /** A home of some months: 1,000 sessions. */
    SMALL(1_000, 40_000, 2_000, Weight.FULL),
    /** The largest that is common: 5,000 sessions, 3.5 GB with both full-text indexes. */
    LARGE(5_000, 300_000, 33_000, Weight.FULL),
    /** As many rows as any list has to bear, in few bytes: short messages, prompts kept once, no full-text index. */
    LIGHT(100_000, 5_000_000, 33_000, Weight.LIGHT),
    /** The same with all that makes stores large: some 60 GB, and hours to make. */
    FULL(100_000, 5_000_000, 33_000, Weight.FULL);

    /**
     * How much text there is.
     *
     * @param prompt characters of a session's system prompt, in its row; 0 where rows refer to one that is kept once
     * @param text mean characters of what people and models say
     * @param tool mean characters of what tools say
     * @param images share of the messages that have an image
     * @param fullText whether the store has its full-text indexes
     */
    record Weight(int prompt, int text, int tool, double images, boolean fullText) {

        private static final Weight FULL = new Weight(20_000, 700, 12_500, 0.005, true);
        private static final Weight LIGHT = new Weight(0, 60, 80, 0, false);
    }

    private final int sessions;
    private final int messages;
    private final int longest;
    private final Weight weight;

    StorePlan(int sessions, int messages, int longest, Weight weight) {
        this.sessions = sessions;
        this.messages = messages;
        this.longest = longest;
        this.weight = weight;
    }

    static StorePlan named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    int sessions() {
        return sessions;
    }

    int messages() {
        return messages;
    }

    /** Messages of the longest session. */
    int longest() {
        return longest;
    }

    Weight weight() {
        return weight;
    }
}
