package ai.hermes.sessions.search;

import ai.hermes.sessions.store.StoreFaultException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was found in all stores at one look.
 *
 * @param window how far it went
 * @param all conversations, in no order
 * @param searched what was searched
 * @param notes what was not searched, of the stores that could be
 * @param faults which stores could not be searched
 * @param failed the same by the names of their profiles
 * @param unseen profiles of which a larger window has more
 */
record Look(
        Window window,
        List<Scored> all,
        List<Searched> searched,
        List<Note> notes,
        List<Note> faults,
        Map<String, StoreFaultException> failed,
        Set<String> unseen) {

    static final Look NONE = new Look(Window.FIRST, List.of(), List.of(), List.of(), List.of(), Map.of(), Set.of());

    /** Whether a larger window has more. */
    boolean more() {
        return !unseen.isEmpty();
    }

    /** Whether a store could not be searched that could be at the look before. */
    boolean failedSince(Look before) {
        return !before.failed.keySet().containsAll(failed.keySet());
    }

    /** The same, telling what went wrong when somebody looked further. */
    Look butNoFurtherFor(Look further) {
        return new Look(
                window,
                all,
                searched,
                notes,
                Stream.concat(faults.stream(), further.faults.stream())
                        .distinct()
                        .toList(),
                failed,
                unseen);
    }
}
