package ai.hermes.sessions.masking;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * As the last member of an answer: how many credentials were masked before it. With {@code @JsonInclude(NON_EMPTY)} it
 * is left out where there were none.
 */
@JsonSerialize(using = MaskedPlaces.AsNumber.class)
@Schema(type = SchemaType.INTEGER, description = "How many credentials were masked")
public enum MaskedPlaces {
    /** In the answer that is being written. */
    SO_FAR;

    /** Asks whoever writes the answer. */
    static final class AsNumber extends StdScalarSerializer<MaskedPlaces> {

        private static final long serialVersionUID = 1L;

        AsNumber() {
            super(MaskedPlaces.class);
        }

        @Override
        public void serialize(MaskedPlaces value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(count(json));
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, MaskedPlaces value) {
            return count(provider.getGenerator()) == 0;
        }

        private static int count(JsonGenerator json) {
            return json instanceof MaskingGenerator masking ? masking.places() : 0;
        }
    }
}
