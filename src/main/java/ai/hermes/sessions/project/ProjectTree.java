package ai.hermes.sessions.project;

import ai.hermes.sessions.annotation.Project;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The projects of one profile as they lie in each other, which their names tell: {@code Work/Client A} lies in
 * {@code Work} where there is such a project, else in none.
 *
 * @param projects in their order
 */
record ProjectTree(List<Project> projects) {

    private static final String SEPARATOR = "/";

    /** The parts of a name, without spaces around them and without empty ones. */
    static List<String> path(String name) {
        return Arrays.stream(name.split(SEPARATOR))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    /** A path as a name. */
    static String name(List<String> path) {
        return path.stream().collect(Collectors.joining(SEPARATOR));
    }

    /** The project that a project lies in: of those around it the nearest; of two of one name the first. */
    Optional<Project> parentOf(Project project) {
        List<String> path = path(project.name());
        for (int length = path.size() - 1; length > 0; length--) {
            List<String> prefix = path.subList(0, length);
            Optional<Project> parent = projects.stream()
                    .filter(it -> path(it.name()).equals(prefix))
                    .findFirst();
            if (parent.isPresent()) {
                return parent;
            }
        }
        return Optional.empty();
    }

    /** Whether a project lies in another one, or in one that lies in it. */
    boolean within(Project project, Project other) {
        for (Optional<Project> around = parentOf(project); around.isPresent(); around = parentOf(around.get())) {
            if (around.get().equals(other)) {
                return true;
            }
        }
        return false;
    }
}
