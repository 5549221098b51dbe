package ai.hermes.sessions.wire;

import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The members of a request's body. What is no JSON object counts as one without members, whatever its content type
 * says, so that clients are told what they left out.
 */
public final class JsonBody {

    /** Of a name that somebody made up, so much is told back. */
    private static final int SHORT = 40;

    private final JsonNode members;

    private JsonBody(JsonNode members) {
        this.members = members;
    }

    /** Makes bodies of bytes. */
    @Singleton
    public static final class Reader {

        private final ObjectMapper json;

        @Inject
        Reader(ObjectMapper json) {
            this.json = json;
        }

        /** The body that these bytes are. */
        public JsonBody read(byte[] bytes) {
            try {
                JsonNode parsed = json.readTree(bytes);
                return new JsonBody(parsed != null && parsed.isObject() ? parsed : MissingNode.getInstance());
            } catch (IOException e) {
                return new JsonBody(MissingNode.getInstance());
            }
        }
    }

    /** @throws ApiException 400 if one of them is not there, is null or is empty */
    public void require(String... names) {
        String missing = Arrays.stream(names)
                .filter(name -> text(name).filter(it -> !it.isEmpty()).isEmpty())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw ApiException.badRequest("Missing required field(s): " + missing);
        }
    }

    /** Whether a member is there, be it null. */
    public boolean has(String name) {
        return members.has(name);
    }

    /** Whether the body was a JSON object at all. */
    public boolean isObject() {
        return members.isObject();
    }

    /** A member as it came; a missing node where it is not there. */
    public JsonNode member(String name) {
        return members.path(name);
    }

    /**
     * A text, or a number or truth value as text; empty where it is something else or not there. It has no characters
     * that could not be kept or sent.
     */
    public Optional<String> text(String name) {
        JsonNode value = members.path(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(clean(value.asText())) : Optional.empty();
    }

    /** Whether a member is there and null. */
    public boolean isNull(String name) {
        return members.path(name).isNull();
    }

    /**
     * A truth value as {@link Boolean}, a whole number as {@link Integer}, a text as {@link String}; empty where it is
     * something else or not there.
     */
    public Optional<Object> scalar(String name) {
        JsonNode value = members.path(name);
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        } else if (value.isIntegralNumber() && value.canConvertToInt()) {
            return Optional.of(value.intValue());
        }
        return value.isTextual() ? text(name).map(it -> it) : Optional.empty();
    }

    /** The texts of a list; empty where it is something else or not there, or holds anything but texts. */
    public Optional<List<String>> list(String name) {
        JsonNode value = members.path(name);
        List<JsonNode> parts = new ArrayList<>();
        value.forEach(parts::add);
        return value.isArray() && parts.stream().allMatch(JsonNode::isTextual)
                ? Optional.of(parts.stream().map(it -> clean(it.textValue())).toList())
                : Optional.empty();
    }

    /** The texts of a member that is a list of them, or the one that it is; empty where it is neither or not there. */
    public Optional<List<String>> texts(String name) {
        return texts(members.path(name));
    }

    /**
     * All members, each as the texts that it is a list of, or as the one that it is; those that are null are left out.
     *
     * @throws ApiException 400 if one is neither
     */
    public Map<String, List<String>> allTexts() {
        return allTexts(members);
    }

    /** The same of a member that is an object; empty where it is none or not there. */
    public Optional<Map<String, List<String>>> allTexts(String name) {
        JsonNode value = members.path(name);
        return value.isObject() ? Optional.of(allTexts(value)) : Optional.empty();
    }

    private static Map<String, List<String>> allTexts(JsonNode object) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        object.properties().forEach(each -> {
            String name = clean(each.getKey());
            if (!each.getValue().isNull()) {
                all.put(
                        name,
                        texts(each.getValue())
                                .orElseThrow(() -> ApiException.badRequest(cut(name, SHORT) + " has no plain value")));
            }
        });
        return all;
    }

    private static Optional<List<String>> texts(JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            return Optional.of(List.of(clean(value.asText())));
        }
        List<JsonNode> parts = new ArrayList<>();
        value.forEach(parts::add);
        return value.isArray() && parts.stream().allMatch(it -> it.isValueNode() && !it.isNull())
                ? Optional.of(parts.stream().map(it -> clean(it.asText())).toList())
                : Optional.empty();
    }

    /** A flag, in JSON or in words; a flag that is null is not set. */
    public boolean flag(String name, boolean absent) {
        JsonNode value = members.path(name);
        if (value.isMissingNode()) {
            return absent;
        }
        return value.isTextual() ? QueryValues.flag(Optional.of(value.asText())) : value.asBoolean();
    }

    /** The beginning of a text: at most that many characters, none of them cut in half, nor a credential. */
    public static String cut(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, Masking.cut(text, text.offsetByCodePoints(0, characters)));
    }

    /** Halves of characters, which JSON can escape, exist in no encoding; few programs get past a NUL. */
    private static String clean(String text) {
        return text.codePoints()
                .map(it -> it == 0 || it >= Character.MIN_SURROGATE && it <= Character.MAX_SURROGATE ? 0xFFFD : it)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
