package ai.hermes.sessions.live;

import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * Tells that a list has changed; what has, the list itself tells.
 *
 * @param version grows with every change that this process has seen
 * @param reason a name of what happened; a store does not tell what was done to it
 * @param profile whose list it is; absent for the default profile's
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ListChange(String type, long version, String reason, Optional<String> profile) {

    /** The event's name, and its type. */
    static final String NAME = "sessions_changed";

    static LiveEvent event(long version, Profile profile) {
        Optional<String> name = profile.isDefault() ? Optional.empty() : Optional.of(profile.name());
        return new LiveEvent(NAME, new ListChange(NAME, version, "session_changed", name));
    }
}
