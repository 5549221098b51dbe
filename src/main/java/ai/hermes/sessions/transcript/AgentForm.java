package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Messages as the agent writes them into files: rows of its table, with JSON in texts, and with what is no part of the
 * conversation.
 */
public final class AgentForm {

    private static final List<String> OF_JSON =
            List.of("tool_calls", "reasoning_details", "codex_reasoning_items", "codex_message_items");

    private AgentForm() {}

    /**
     * A message of such a file in the form that clients know; others stay as they are.
     *
     * @return empty for what is not shown of a store either: what was undone, and the agent's notes
     */
    public static Optional<JsonNode> read(JsonNode message) {
        boolean compacted = message.path("compacted").asBoolean();
        boolean undone =
                message.path("rewound").asBoolean() || !message.path("active").asBoolean(true) && !compacted;
        String role = message.path("role").asText("");
        if (undone || role.equals("session_meta")) {
            return Optional.empty();
        } else if (OF_JSON.stream().noneMatch(it -> message.path(it).isTextual())) {
            return Optional.of(message);
        }
        ObjectNode read = message.deepCopy();
        for (String name : OF_JSON) {
            JsonNode value = read.path(name);
            if (value.isTextual()) {
                StoredJson.column(value.textValue()).ifPresentOrElse(it -> read.set(name, it), () -> read.remove(name));
            }
        }
        return Optional.of(read);
    }
}
