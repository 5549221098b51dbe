package ai.hermes.sessions.search;

import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param text what is searched for
 * @param profiles in whose stores
 * @param limit how many conversations at most
 * @param messages how many messages of each are shown at most
 * @param scan whether what no index finds is looked for in all messages
 * @param facets whether it is counted what the answer can be narrowed to
 * @param stored whether messages are searched at all
 * @param after only what comes after that place
 */
record SearchRequest(
        SearchText text,
        List<Profile> profiles,
        int limit,
        int messages,
        boolean scan,
        boolean facets,
        boolean stored,
        Optional<SearchCursor> after) {

    /** The same without messages. */
    SearchRequest inMemory() {
        return new SearchRequest(text, profiles, limit, messages, scan, facets, false, after);
    }

    /** What a cursor has to belong to. */
    int identity() {
        return identity(text, profiles, scan);
    }

    static int identity(SearchText text, List<Profile> profiles, boolean scan) {
        return List.of(text.text(), profiles.toString(), scan).hashCode();
    }
}
