package ai.hermes.sessions.chat;

import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The working folders of sessions.
 *
 * @param workspaces the one that was used last comes first
 * @param last the one that was used last; null where the agent noted none
 * @param terminalRemoteBackend always false: there is no terminal
 */
@JsonNaming(SnakeCaseStrategy.class)
record Workspaces(List<Workspace> workspaces, Optional<String> last, boolean terminalRemoteBackend) {

    /** @param paths the one that was used last comes first */
    static Workspaces of(List<String> paths) {
        return new Workspaces(
                paths.stream().map(Workspace::of).toList(), paths.stream().findFirst(), false);
    }

    /** One of them. */
    record Workspace(String path, String name) {

        static Workspace of(String path) {
            try {
                // The last part of a credential that stands in a path would be known as none.
                Path last = Path.of(Masking.always(path).text()).getFileName();
                return new Workspace(path, last == null ? path : last.toString());
            } catch (InvalidPathException e) {
                return new Workspace(path, path);
            }
        }
    }
}
