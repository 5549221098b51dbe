package ai.hermes.sessions.transcript;

import java.util.List;

/** Tells what the agent wrote itself from what people and models said: both may stand under the role of the user. */
final class Origin {

    private static final String OF_THE_USER = "steer";

    private static final String SUMMARY = "[CONTEXT COMPACTION — REFERENCE ONLY]";

    /** How the agent's other texts begin, where nothing else marks them. */
    private static final List<String> NOTES = List.of(
            "[System note:",
            "[System: The active model",
            "[ASYNC DELEGATION BATCH COMPLETE",
            "[IMPORTANT: Background process");

    private Origin() {}

    /**
     * Whether the agent put the message in.
     *
     * @param displayKind how the agent marked it; empty for ordinary messages and in older stores
     * @param summary whether it is marked as a summary of earlier messages
     */
    static boolean synthetic(String role, String displayKind, boolean summary, String text) {
        if (!displayKind.isEmpty()) {
            return !displayKind.equals(OF_THE_USER);
        }
        return summary || role.equals("user") && (text.startsWith(SUMMARY) || note(text));
    }

    /** Whether a text of the agent's own is anything but a summary. */
    static boolean note(String text) {
        return NOTES.stream().anyMatch(text::startsWith);
    }
}
