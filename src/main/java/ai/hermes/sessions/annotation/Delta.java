package ai.hermes.sessions.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a change did to one conversation.
 *
 * @param values those that it set, and no others
 */
record Delta(Map<AnnotationField, Values> values) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Delta between(Annotation before, Annotation after) {
        Map<AnnotationField, Values> values = new EnumMap<>(AnnotationField.class);
        for (AnnotationField field : AnnotationField.values()) {
            Values both = new Values(field.of(before), field.of(after));
            if (!both.before().equals(both.after())) {
                values.put(field, both);
            }
        }
        return new Delta(values);
    }

    static Delta parse(String json) {
        try {
            JsonNode members = JSON.readTree(json);
            Map<AnnotationField, Values> values = new EnumMap<>(AnnotationField.class);
            for (AnnotationField field : AnnotationField.values()) {
                JsonNode both = members.path(field.key());
                if (both.isArray()) {
                    values.put(field, new Values(both.get(0), both.get(1)));
                }
            }
            return new Delta(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal of changes has a row that is no JSON", e);
        }
    }

    String json() {
        ObjectNode members = JSON.createObjectNode();
        values.forEach((field, both) ->
                members.putArray(field.key()).add(both.before()).add(both.after()));
        return members.toString();
    }

    /**
     * The annotation as it was before, apart from what others set. Of tags only those that the change added or took
     * away count.
     *
     * @return empty where something that the change set was set otherwise since
     */
    Optional<Annotation> undone(Annotation now) {
        Annotation undone = now;
        for (Map.Entry<AnnotationField, Values> each : values.entrySet()) {
            AnnotationField field = each.getKey();
            Values both = each.getValue();
            if (field == AnnotationField.TAGS) {
                Optional<Tags> tags =
                        tags(now.tags(), AnnotationField.tags(both.before()), AnnotationField.tags(both.after()));
                if (tags.isEmpty()) {
                    return Optional.empty();
                }
                undone = undone.tagged(tags.get());
            } else if (field.of(now).equals(both.after())) {
                undone = field.in(undone, both.before());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(undone);
    }

    private static Optional<Tags> tags(Tags now, Tags before, Tags after) {
        Tags added = after.without(before.names());
        Tags removed = before.without(after.names());
        if (now.equals(after)) {
            return Optional.of(before);
        } else if (added.names().stream().allMatch(now::has)
                && removed.names().stream().noneMatch(now::has)) {
            return Optional.of(now.without(added.names()).with(removed.names()));
        }
        return Optional.empty();
    }

    /** A value before the change and after it. */
    record Values(JsonNode before, JsonNode after) {}
}
