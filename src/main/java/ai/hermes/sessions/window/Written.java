package ai.hermes.sessions.window;

import ai.hermes.sessions.masking.MaskedTexts;
import ai.hermes.sessions.masking.MaskingGenerator;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A value as JSON in UTF-8.
 *
 * @param bytes the JSON
 * @param masked how many credentials were masked in it
 */
record Written(byte[] bytes, int masked) {

    static Written of(ObjectMapper json, Object value) {
        return of(json, value, new MaskedTexts());
    }

    /** @param masked texts in it that were masked before */
    static Written of(ObjectMapper json, Object value, MaskedTexts masked) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator generator = json.createGenerator(bytes)) {
            if (generator instanceof MaskingGenerator masking) {
                masking.passing(masked);
            }
            json.writeValue(generator, value);
            return new Written(
                    bytes.toByteArray(), generator instanceof MaskingGenerator masking ? masking.places() : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
