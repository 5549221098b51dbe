package ai.hermes.sessions.profile;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * The profile that a request speaks for.
 *
 * @param path its folder
 * @param defaultWorkspace the working folder of its newest conversation that has one; null where none has
 */
@JsonNaming(SnakeCaseStrategy.class)
record ActiveProfile(String name, String path, boolean isDefault, Optional<String> defaultWorkspace) {}
