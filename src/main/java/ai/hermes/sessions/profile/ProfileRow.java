package ai.hermes.sessions.profile;

import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A profile in the list of all. What only the agent knows of its set-up is null.
 *
 * @param path its folder
 * @param isActive whether the request speaks for it
 * @param gatewayRunning whether its gateway is known to run
 * @param model always null
 * @param provider always null
 * @param hasEnv whether it has a file of variables of its own
 * @param visible always true
 * @param skillCount always null
 * @param enabledSkills always null
 * @param totalSkills always null
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProfileRow(
        String name,
        String path,
        boolean isDefault,
        boolean isActive,
        boolean gatewayRunning,
        Optional<String> model,
        Optional<String> provider,
        boolean hasEnv,
        boolean visible,
        OptionalInt skillCount,
        OptionalInt enabledSkills,
        OptionalInt totalSkills) {

    static ProfileRow of(Profile profile, Path folder, Profile active, boolean gatewayRunning) {
        return new ProfileRow(
                profile.name(),
                folder.toString(),
                profile.isDefault(),
                profile.equals(active),
                gatewayRunning,
                Optional.empty(),
                Optional.empty(),
                Files.exists(folder.resolve(".env")),
                true,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }
}
