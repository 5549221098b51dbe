package ai.hermes.sessions.exchange;

import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What writers of all formats write with. All text of sessions passes through here, and is masked. */
@Singleton
class Writers {

    private final ObjectMapper mapper;
    private final Masking masking;

    @Inject
    Writers(ObjectMapper mapper, Masking masking) {
        this.mapper = mapper;
        this.masking = masking;
    }

    String text(String text) {
        return text.isEmpty() ? text : masking.of(text).text();
    }

    /** A value as JSON, masked. */
    String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written as JSON before. */
    Gap gap(String json) throws IOException {
        return mapper.readValue(json, Gap.class);
    }

    ContentDigest digest() {
        return new ContentDigest(this::text, (JsonNode tree) -> json(tree));
    }

    /** The writer of a format for one file. */
    SessionWriter of(Format format) {
        return switch (format) {
            case MARKDOWN -> new MarkdownWriter(this);
            case JSON -> new JsonWriter(this, JsonWriter.Form.CLIENTS);
            case AGENT -> new JsonWriter(this, JsonWriter.Form.AGENT);
            case JSONL -> new JsonWriter(this, JsonWriter.Form.LINES);
            case CSV -> new CsvWriter(this);
            case HTML -> new HtmlWriter(this);
            case ZIP -> throw new IllegalArgumentException("a ZIP holds files of other formats");
        };
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
