package ai.hermes.sessions.masking;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Map;

/**
 * Writes JSON that came from elsewhere, such as what a tool was called with: there {@code {"password": ...}} gives a
 * value away. Members of our own answers are not looked at so; a client needs their tokens.
 */
final class MaskedTree extends StdSerializer<JsonNode> {

    private static final long serialVersionUID = 1L;

    MaskedTree() {
        super(JsonNode.class);
    }

    @Override
    public void serialize(JsonNode node, JsonGenerator json, SerializerProvider provider) throws IOException {
        if (json instanceof MaskingGenerator masking) {
            write(node, masking, provider);
        } else {
            node.serialize(json, provider);
        }
    }

    @Override
    public void serializeWithType(JsonNode node, JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(node, json, provider);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, JsonNode node) {
        return node.isEmpty(provider);
    }

    /** As deep as a parser lets JSON be, which is a thousand levels. */
    private static void write(JsonNode node, MaskingGenerator json, SerializerProvider provider) throws IOException {
        if (node.isObject()) {
            json.writeStartObject();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                json.writeFieldName(member.getKey());
                if (member.getValue().isTextual()) {
                    json.writeMember(member.getKey(), member.getValue().textValue());
                } else {
                    write(member.getValue(), json, provider);
                }
            }
            json.writeEndObject();
        } else if (node.isArray()) {
            json.writeStartArray();
            for (JsonNode element : node) {
                write(element, json, provider);
            }
            json.writeEndArray();
        } else {
            node.serialize(json, provider);
        }
    }
}
