package ai.hermes.sessions.tracing;

import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.wire.JsonBody;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Map;

/**
 * Every text that goes into a span goes through here: without credentials, and none of what people, models and tools
 * said unless that is wanted.
 *
 * @param content whether what was said is told
 * @param maxText characters of a text that are told
 */
record TraceText(boolean content, int maxText) {

    /** A text without credentials, and not longer than it may be. */
    String safe(String text) {
        return JsonBody.cut(Masking.always(text).text(), maxText);
    }

    /** Attributes of what is known; texts that are empty and numbers that are 0 are left out. */
    Attributes attributes(Map<String, Object> values) {
        AttributesBuilder attributes = Attributes.builder();
        values.forEach((name, value) -> {
            if (value instanceof String text && !text.isEmpty()) {
                attributes.put(name, safe(text));
            } else if (value instanceof Long number && number != 0) {
                attributes.put(name, number);
            } else if (value instanceof Double number) {
                attributes.put(name, number);
            } else if (value instanceof Boolean flag && flag) {
                attributes.put(name, true);
            } else if (value instanceof List<?> texts && !texts.isEmpty()) {
                attributes.put(
                        name, texts.stream().map(it -> safe(it.toString())).toArray(String[]::new));
            }
        });
        return attributes.build();
    }
}
