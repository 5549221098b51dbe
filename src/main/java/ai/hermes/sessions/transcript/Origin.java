package ai.hermes.sessions.transcript;

import java.util.List;

/** Tells what the agent wrote itself from what people and models said: both may stand under the role of the user. */
final class Origin {

    private static final String OF_THE_USER = "steer";

    /** How the agent's own texts begin, where nothing else marks them. */
    private static final List<String> BEGINNINGS = List.of(
            "[CONTEXT COMPACTION — REFERENCE ONLY]",
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
        return summary || role.equals("user") && BEGINNINGS.stream().anyMatch(text::startsWith);
    }
}
