package ai.hermes.sessions.caller;

import ai.hermes.sessions.store.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The profiles that a caller may see. It goes along with work that is done elsewhere.
 *
 * @param only these; empty for all, also those that come later
 */
public record Visible(Optional<Set<Profile>> only) {

    /** All profiles. */
    public static final Visible ALL = new Visible(Optional.empty());

    /** No profile. */
    public static final Visible NONE = new Visible(Optional.of(Set.of()));

    public Visible {
        only = only.map(Set::copyOf);
    }

    /** These and no others. */
    public static Visible only(Collection<Profile> profiles) {
        return new Visible(Optional.of(Set.copyOf(profiles)));
    }

    /** Whether that one may be seen. */
    public boolean sees(Profile profile) {
        return only.map(it -> it.contains(profile)).orElse(true);
    }

    /** Whether all may be seen. */
    public boolean all() {
        return only.isEmpty();
    }

    /** Whether all that another one shows may be seen. */
    public boolean covers(Visible other) {
        return only.map(own ->
                        other.only().filter(theirs -> own.containsAll(theirs)).isPresent())
                .orElse(true);
    }

    /** The names, in order; empty for all. */
    public Optional<List<String>> names() {
        return only.map(it -> it.stream().sorted().map(Profile::name).toList());
    }
}
