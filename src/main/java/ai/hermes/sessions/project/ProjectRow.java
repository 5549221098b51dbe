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
 * @param position its place among the projects of its profile, from 0 on
 * @param path its name without what does not count: spaces and empty parts around slashes
 * @param parentId the project that it lies in; null for none
 * @param sessionCount conversations in it that are on the list; those of projects that lie in it are not counted
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProjectRow(
        String projectId,
        String name,
        Optional<String> color,
        String profile,
        double createdAt,
        int position,
        String path,
        Optional<String> parentId,
        long sessionCount) {

    static ProjectRow of(Project project, ProjectTree tree, long sessions) {
        return new ProjectRow(
                project.id(),
                project.name(),
                project.color(),
                project.profile().name(),
                project.createdAt(),
                tree.projects().indexOf(project),
                ProjectTree.name(ProjectTree.path(project.name())),
                tree.parentOf(project).map(Project::id),
                sessions);
    }
}
