package ai.hermes.sessions.masking;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.arc.All;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes the mappers of JSON. The one that everybody gets masks what it writes, so that a new answer cannot forget it;
 * who writes for an owner's own eyes has to say so.
 */
final class Mappers {

    private Mappers() {}

    /** In place of the one that Quarkus would make, with the same parts. */
    @Produces
    @Singleton
    static ObjectMapper answers(Masking masking, @All List<ObjectMapperCustomizer> customizers) {
        JsonFactory factory = JsonFactory.builder()
                .addDecorator((made, json) -> masking.on() ? new MaskingGenerator(json) : json)
                .build();
        ObjectMapper mapper = customized(new ObjectMapper(factory), customizers);
        return mapper.registerModule(new SimpleModule("masked-trees").addSerializer(JsonNode.class, new MaskedTree()));
    }

    @Produces
    @Singleton
    @Unmasked
    static ObjectMapper unmasked(@All List<ObjectMapperCustomizer> customizers) {
        return customized(new ObjectMapper(), customizers);
    }

    private static ObjectMapper customized(ObjectMapper mapper, List<ObjectMapperCustomizer> customizers) {
        customizers.stream().sorted().forEach(it -> it.customize(mapper));
        return mapper;
    }
}
