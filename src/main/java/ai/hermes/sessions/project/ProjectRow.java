package ai.hermes.sessions.project;

import ai.hermes.sessions.annotation.Project;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A project on the wire.
 *
 * @param color {@code #} and 3 to 8 hex digits; null for none
 * @param createdAt in seconds since 1970
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProjectRow(String projectId, String name, Optional<String> color, String profile, double createdAt) {

    static ProjectRow of(Project project) {
        return new ProjectRow(
                project.id(), project.name(), project.color(), project.profile().name(), project.createdAt());
    }
}
