package ai.hermes.sessions.search;

import java.util.Locale;

/** Why something was not searched. */
enum Reason {
    INDEX_MISSING("This store has no full-text index that can be used: no message was searched", true),
    INDEX_STALE("The agent stopped keeping its full-text index up to date: no message was searched", true),
    INDEX_REBUILDING("The agent is rebuilding its index: messages %d to %d are not in it yet", true),
    TOOL_OUTPUT_CUT("Of each tool's output the first %d characters are in the index", true),
    TOOL_CALLS_NOT_INDEXED("Names and arguments of tool calls are not in this store's index", true),
    PARTS_MISSING(
            "This store has no index of parts of words: paths, code and Chinese, Japanese and Korean words"
                    + " inside of longer runs were not looked for",
            true),
    PARTS_WITHOUT_TOOL_OUTPUT("Inside of words, output of tools was not searched", true),
    PARTS_WITHOUT_TOOL_CALLS("Inside of words, arguments of tool calls were not searched", true),
    PARTS_WITHOUT_AUTOMATION("Inside of words, sessions of schedules and subagents were not searched", true),
    PARTS_WITHOUT_PICTURES("Inside of words, messages with pictures may not have been searched", true),
    TOO_SHORT("Nothing shorter than three characters can be looked for inside of words", true),
    TOKENIZER_TABLE("The agent's own index of Chinese, Japanese and Korean words cannot be read from outside", true),
    NOT_RANKED("So much matches that the newest are shown, not the best", false),
    BEYOND_WINDOW("More than %d messages match: only the best of them were looked at", false),
    DEADLINE("The search took too long and was stopped", false),
    LATER("Messages of this store could not be searched at first: the last pages search them", false),
    ELSEWHERE("%d conversations are kept outside of the store: only their titles, tags and notes were searched", false),
    TRASH("Conversations in the trash were not searched; is:trashed searches them", false),
    HIDDEN("Hidden conversations were not searched; is:hidden searches them", false),
    SCAN_UNFINISHED("The scan has looked through all messages down to number %d; the cursor goes on", false);

    private final String message;
    private final boolean scanFinds;

    Reason(String message, boolean scanFinds) {
        this.message = message;
        this.scanFinds = scanFinds;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String message() {
        return message;
    }

    boolean scanFinds() {
        return scanFinds;
    }
}
