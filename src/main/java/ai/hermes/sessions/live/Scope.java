package ai.hermes.sessions.live;

import ai.hermes.sessions.store.Profile;
import java.util.Optional;
import java.util.Set;

/**
 * Whose lists a stream is about. Streams of equal scope are sent the same bytes.
 *
 * @param only these profiles; empty for all that there are or will be
 */
record Scope(Optional<Set<Profile>> only) {

    static Scope of(Profile profile) {
        return new Scope(Optional.of(Set.of(profile)));
    }

    boolean has(Profile profile) {
        return only.map(it -> it.contains(profile)).orElse(true);
    }
}
