package ai.hermes.sessions.search;

import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Optional;

/**
 * A search as somebody asks for it.
 *
 * @param text what is searched for, in the language of searches
 * @param profiles in whose stores
 * @param limit how many conversations at most; brought into 1 to 100
 * @param scan whether what no index finds is looked for in all messages
 * @param facets whether it is counted what the answer can be narrowed to
 * @param cursor the {@code next_cursor} of an earlier answer to the same search
 */
public record SearchParameters(
        String text, List<Profile> profiles, int limit, boolean scan, boolean facets, Optional<String> cursor) {

    private static final int MAX_LIMIT = 100;

    public SearchParameters {
        profiles = List.copyOf(profiles);
        limit = Math.max(1, Math.min(limit, MAX_LIMIT));
    }
}
