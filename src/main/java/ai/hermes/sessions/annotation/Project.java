package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.util.Optional;

/**
 * Conversations that a person put together.
 *
 * @param id 12 lower-case hex digits
 * @param name the name; may be empty
 * @param color {@code #} and 3 to 8 hex digits; empty for none
 * @param profile whose it is
 * @param createdAt when it was made, in seconds since 1970
 */
public record Project(String id, String name, Optional<String> color, Profile profile, double createdAt) {}
