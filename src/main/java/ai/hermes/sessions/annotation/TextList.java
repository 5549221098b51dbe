package ai.hermes.sessions.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** A list of texts in one column, as JSON. */
final class TextList {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private TextList() {}

    static String write(List<String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("texts can be written", e);
        }
    }

    /** What somebody else wrote there counts as nothing. */
    static List<String> read(String column) {
        try {
            return List.copyOf(JSON.readValue(column, TEXTS));
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
