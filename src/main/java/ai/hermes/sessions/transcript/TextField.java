package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A text of a message that can be asked for by its name. */
public enum TextField {
    /** What it says; the parts as JSON where there are parts. */
    CONTENT,
    /** The calls as JSON. */
    TOOL_CALLS,
    /** What a model thought, in whichever of the two plain fields it came. */
    REASONING,
    /** The provider's field of that name. */
    REASONING_CONTENT,
    /** The provider's structure as JSON. */
    REASONING_DETAILS,
    /** Structure of the Codex API as JSON. */
    CODEX_REASONING_ITEMS,
    /** Structure of the Codex API as JSON. */
    CODEX_MESSAGE_ITEMS;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of that name. */
    public static Optional<TextField> named(String wireName) {
        return Arrays.stream(values())
                .filter(it -> it.wireName().equals(wireName))
                .findFirst();
    }

    /** An expression for it, as a BLOB; NULL in stores that lack it. */
    String sql() {
        return switch (this) {
            case CONTENT -> StoredParts.CONTENT;
            case TOOL_CALLS -> "CAST(messages.tool_calls AS BLOB)";
            case REASONING ->
                "CAST(coalesce(nullif({messages.reasoning:NULL}, ''), {messages.reasoning_content:NULL}) AS BLOB)";
            default -> "CAST({messages." + wireName() + ":NULL} AS BLOB)";
        };
    }

    /** The same of a message that is in no store. */
    Optional<String> of(Message message) {
        Reasoning thoughts = message.thoughts();
        return switch (this) {
            case CONTENT -> json(Optional.of(message.content().value()));
            case TOOL_CALLS ->
                json(message.toolUse().toolCalls())
                        .or(() -> Optional.of(message.toolUse().toolCallsUnparsed())
                                .filter(it -> !it.isEmpty()));
            case REASONING ->
                Optional.of(thoughts.reasoning().isEmpty() ? thoughts.reasoningContent() : thoughts.reasoning())
                        .filter(it -> !it.isEmpty());
            case REASONING_CONTENT -> Optional.of(thoughts.reasoningContent()).filter(it -> !it.isEmpty());
            case REASONING_DETAILS -> json(thoughts.reasoningDetails());
            case CODEX_REASONING_ITEMS -> json(thoughts.codexReasoningItems());
            case CODEX_MESSAGE_ITEMS -> json(thoughts.codexMessageItems());
        };
    }

    private static Optional<String> json(Optional<JsonNode> value) {
        return value.map(it -> it.isTextual() ? it.textValue() : it.toString());
    }
}
