package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What a message says.
 *
 * @param value text, or an array of parts such as {@code {"type": "text", "text": ...}} and images
 * @param truncated whether the end of the text was left out
 * @param originalChars how many characters (code points) the text has in full; 0 unless truncated
 */
public record Content(
        @JsonProperty("content") JsonNode value,

        @JsonProperty("_content_truncated") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean truncated,

        @JsonProperty("_content_original_chars") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        int originalChars) {

    private static final int CLIPPED = 4096;

    static Content of(String stored) {
        return new Content(StoredJson.content(stored), false, 0);
    }

    /** Content that is JSON already: a text, an array of parts, or nothing. */
    static Content of(JsonNode json) {
        boolean known = json.isTextual() || json.isArray();
        return new Content(
                known ? json : StoredJson.content(json.isObject() ? "\0json:" + json : json.asText("")), false, 0);
    }

    /** This, with long text cut. Arrays of parts stay as they are. */
    Content clipped() {
        String text = text();
        if (text.length() <= CLIPPED) {
            return this;
        }
        int chars = text.codePointCount(0, text.length());
        if (chars <= CLIPPED) {
            return this;
        }
        int end = Masking.cut(text, text.offsetByCodePoints(0, CLIPPED));
        return new Content(TextNode.valueOf(text.substring(0, end)), true, chars);
    }

    /** The text; empty where there are parts instead. */
    String text() {
        return value.isTextual() ? value.textValue() : "";
    }
}
