package ai.hermes.sessions.live;

import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an event tells of the list of one profile.
 *
 * @param everything whether it has to be asked for anew: there is too much to tell, or nothing is known in detail
 * @param rows conversations that are new or changed
 * @param removed ids of the roots of conversations that are gone
 */
record ProfileChange(boolean everything, List<LiveRow> rows, List<String> removed) {

    static final ProfileChange EVERYTHING = new ProfileChange(true, List.of(), List.of());

    /**
     * @param touched conversations that are new, changed or gone
     * @param now seconds since 1970
     */
    static ProfileChange of(Optional<Projection> projection, Set<ConversationKey> touched, double now) {
        if (projection.isEmpty()) {
            return EVERYTHING;
        }
        List<LiveRow> rows = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (ConversationKey key : touched) {
            Optional<Conversation> found =
                    projection.get().find(key.rootId()).filter(it -> it.key().equals(key));
            found.ifPresentOrElse(
                    it -> rows.add(LiveRow.of(it, projection.get(), now)), () -> removed.add(key.rootId()));
        }
        return new ProfileChange(false, List.copyOf(rows), List.copyOf(removed));
    }
}
