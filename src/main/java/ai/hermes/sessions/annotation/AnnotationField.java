package ai.hermes.sessions.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The values of an annotation, each as JSON: so it is kept in the journal of changes. */
enum AnnotationField {
    PINNED(it -> flag(it.pinned()), (it, value) -> it.pinned(flag(value))),
    ARCHIVED(it -> flag(it.archived()), (it, value) -> it.archived(flag(value))),
    HIDDEN(it -> flag(it.hidden()), (it, value) -> it.hidden(flag(value))),
    TITLE(it -> text(it.title()), (it, value) -> it.titled(text(value))),
    PROJECT(it -> text(it.projectId()), (it, value) -> it.inProject(text(value))),
    TAGS(it -> tags(it.tags()), (it, value) -> it.tagged(tags(value))),
    NOTE(it -> text(it.note()), (it, value) -> it.noted(text(value))),
    TRASHED_AT(it -> time(it.trashedAt()), (it, value) -> it.trashed(time(value))),
    READ_AT(it -> time(it.readAt()), (it, value) -> it.read(time(value)));

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Function<Annotation, JsonNode> get;
    private final BiFunction<Annotation, JsonNode, Annotation> with;

    AnnotationField(Function<Annotation, JsonNode> get, BiFunction<Annotation, JsonNode, Annotation> with) {
        this.get = get;
        this.with = with;
    }

    JsonNode of(Annotation annotation) {
        return get.apply(annotation);
    }

    Annotation in(Annotation annotation, JsonNode value) {
        return with.apply(annotation, value);
    }

    /** Its name in the journal. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Tags tags(JsonNode value) {
        return Tags.of(StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .toList());
    }

    private static JsonNode tags(Tags tags) {
        ArrayNode array = JSON.arrayNode();
        tags.names().forEach(array::add);
        return array;
    }

    private static JsonNode flag(ThreeState value) {
        return value == ThreeState.UNSET ? JSON.nullNode() : JSON.booleanNode(value == ThreeState.YES);
    }

    private static ThreeState flag(JsonNode value) {
        return value.isNull() ? ThreeState.UNSET : ThreeState.of(value.asBoolean());
    }

    private static JsonNode text(Optional<String> value) {
        return value.<JsonNode>map(JSON::textNode).orElseGet(JSON::nullNode);
    }

    private static Optional<String> text(JsonNode value) {
        return value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    private static JsonNode time(OptionalDouble value) {
        return value.isPresent() ? JSON.numberNode(value.getAsDouble()) : JSON.nullNode();
    }

    private static OptionalDouble time(JsonNode value) {
        return value.isNull() ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
    }
}
