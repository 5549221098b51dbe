package ai.hermes.sessions.store.sample;

/**
 * One message of a sample session.
 *
 * @param kind what it is
 * @param text its text; the arguments of a tool call as JSON
 * @param tool name of the tool; empty unless it is a call or its output
 * @param reasoning thoughts before an answer; empty if none
 * @param image a data URL; empty if none
 * @param state whether it still counts
 */
record SampleMessage(Kind kind, String text, String tool, String reasoning, String image, State state) {

    /** Kinds of lines in a script, with the pause in seconds that believably precedes each. */
    enum Kind {
        USER('U', "user", 25, 180),
        ANSWER('A', "assistant", 3, 35),
        CALL('T', "assistant", 2, 12),
        OUTPUT('O', "tool", 1, 8),
        SUMMARY('S', "user", 1, 3);

        final char mark;
        final String role;
        final int shortestPause;
        final int longestPause;

        Kind(char mark, String role, int shortestPause, int longestPause) {
            this.mark = mark;
            this.role = role;
            this.shortestPause = shortestPause;
            this.longestPause = longestPause;
        }
    }

    /** The three states of a row. */
    enum State {
        LIVE(1, 0),
        COMPACTED(0, 1),
        UNDONE(0, 0);

        final int active;
        final int compacted;

        State(int active, int compacted) {
            this.active = active;
            this.compacted = compacted;
        }

        static State of(String mark) {
            return switch (mark) {
                case "~" -> COMPACTED;
                case "-" -> UNDONE;
                default -> LIVE;
            };
        }
    }

    /** A rough size: some four characters make a token. */
    int tokens() {
        return (text.length() + reasoning.length()) / 4 + 1;
    }
}
