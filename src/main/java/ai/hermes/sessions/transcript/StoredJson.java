package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** Reads the JSON that the agent keeps in columns of text. Never fails: what cannot be read stays text. */
final class StoredJson {

    /** Content that begins so is JSON, all other is plain text. */
    private static final String ENCODED = "\0json:";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StoredJson() {}

    /** The content of a message: text, or an array of parts. */
    static JsonNode content(String stored) {
        if (!stored.startsWith(ENCODED)) {
            return TextNode.valueOf(stored);
        }
        String encoded = stored.substring(ENCODED.length());
        JsonNode value = parsed(encoded);
        if (value.isArray() || value.isTextual()) {
            return value;
        }
        return value.isObject() ? JsonNodeFactory.instance.arrayNode().add(value) : TextNode.valueOf(encoded);
    }

    /**
     * What a column holds: mostly an array, the text itself where it is no JSON. Empty where there is nothing in it,
     * which an empty array says as well.
     */
    static Optional<JsonNode> column(String stored) {
        JsonNode value = value(stored);
        return empty(value) ? Optional.empty() : Optional.of(value);
    }

    /** What a member of a message holds; empty where there is nothing in it. */
    static Optional<JsonNode> member(JsonNode value) {
        return value.isMissingNode() || empty(value) ? Optional.empty() : Optional.of(value);
    }

    private static boolean empty(JsonNode value) {
        return value.isNull()
                || value.isContainerNode() && value.isEmpty()
                || value.isTextual() && value.textValue().isEmpty();
    }

    /** Some agents encoded twice, so that the JSON is a string which holds JSON. */
    private static JsonNode value(String stored) {
        JsonNode value = parsed(stored);
        return value.isTextual() ? parsed(value.textValue()) : value;
    }

    private static JsonNode parsed(String text) {
        if (text.isBlank()) {
            return TextNode.valueOf("");
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }
}
