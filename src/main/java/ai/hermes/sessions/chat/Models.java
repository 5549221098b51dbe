package ai.hermes.sessions.chat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * The models that sessions used.
 *
 * @param activeProvider whose model was used last; null where the agent noted none
 * @param defaultModel the model that was used last; null where the agent noted none
 * @param groups by provider, the one that was used last comes first
 */
@JsonNaming(SnakeCaseStrategy.class)
record Models(Optional<String> activeProvider, Optional<String> defaultModel, List<Group> groups) {

    /**
     * Models of one provider.
     *
     * @param provider who bills for them; empty where the agent noted nobody
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Group(String provider, String providerId, List<Model> models) {}

    /** One of them. */
    record Model(String id, String label) {}
}
