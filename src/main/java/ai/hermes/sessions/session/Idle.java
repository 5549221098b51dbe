package ai.hermes.sessions.session;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Answers to questions about work of an agent, of which this service does none. */
final class Idle {

    private Idle() {}

    /** Whether an agent acts without asking. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Yolo(boolean yoloEnabled) {}

    /** What background work has come to. */
    record Results(List<Object> results) {}

    /** The personalities to choose from. */
    record Personalities(List<Personality> personalities) {}

    /** One of them. */
    record Personality(String name, String description) {}

    /**
     * How a compression stands.
     *
     * @param status {@code idle}: none was asked for
     * @param sessionId the id that was asked for
     * @param focusTopic always null
     * @param startedAt always null
     * @param updatedAt always null
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Compression(
            boolean ok,
            String status,
            String sessionId,
            Optional<String> focusTopic,
            OptionalDouble startedAt,
            OptionalDouble updatedAt) {

        static Compression of(String sessionId) {
            return new Compression(
                    true, "idle", sessionId, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        }
    }
}
