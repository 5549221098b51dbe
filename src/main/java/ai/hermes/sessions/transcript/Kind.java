package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a message is shown as. The role alone does not tell: much of what stands under the user nobody said. */
public enum Kind {
    /** Somebody said it. */
    USER,
    /** The user said it while a turn ran. */
    STEER,
    /** The model said it. */
    ASSISTANT,
    /** What a tool gave back. */
    TOOL,
    /** An instruction. */
    SYSTEM,
    /** The agent's summary of what it left out. */
    SUMMARY,
    /** What the agent put in otherwise. */
    NOTE;

    private static final String STEER_KIND = "steer";
    private static final String STEERED = "[OUT-OF-BAND USER MESSAGE";

    /** The name on the wire. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a message is shown as. */
    public static Kind of(Message message) {
        if (message.synthetic()) {
            boolean summary = message.displayKind().isEmpty()
                    && !Origin.note(message.content().text());
            return summary ? SUMMARY : NOTE;
        }
        return switch (message.role()) {
            case "user" -> steered(message) ? STEER : USER;
            case "tool" -> TOOL;
            case "system" -> SYSTEM;
            default -> ASSISTANT;
        };
    }

    private static boolean steered(Message message) {
        return message.displayKind().equals(STEER_KIND)
                || message.displayKind().isEmpty() && message.content().text().startsWith(STEERED);
    }
}
