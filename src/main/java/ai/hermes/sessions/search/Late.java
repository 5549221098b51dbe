package ai.hermes.sessions.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores that could not be searched when the first page was made. The pages of an answer go on without them, and search
 * them one after the other when all others have been: a store that comes along in the middle would have its best
 * conversations before the place where the pages are.
 *
 * @param profiles whose stores
 * @param turn whether it is their turn; then the first of them is searched and nothing else
 */
record Late(List<String> profiles, boolean turn) {

    static final Late NONE = new Late(List.of(), false);

    Late {
        profiles = List.copyOf(profiles);
        if (turn && profiles.isEmpty()) {
            throw new IllegalArgumentException("it is nobody's turn");
        }
    }

    /** Whether a store is left to the last pages. */
    boolean postpones(String profile) {
        return !turn && profiles.contains(profile);
    }

    /** Those of some stores that are looked at now. */
    List<Place> of(List<Place> places) {
        return turn
                ? places.stream()
                        .filter(it -> it.profile().equals(profiles.get(0)))
                        .toList()
                : places;
    }

    /** What comes when nothing is left of what is searched now; one that fails again has had its turn. */
    Optional<Late> following() {
        List<String> rest = new ArrayList<>(profiles);
        if (turn) {
            rest.remove(0);
        }
        return rest.isEmpty() ? Optional.empty() : Optional.of(new Late(rest, true));
    }
}
