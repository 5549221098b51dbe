package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.Set;

/**
 * Tells what has changed in the list of a profile. The changes of one profile are told one at a time, in the order of
 * their revisions; the list that {@link ConversationList#lastGood} gives has that revision or a later one by then.
 *
 * @param profile whose list it is
 * @param revision of the projection that has the change; grows with each change that can be seen, and only then
 * @param happenedAt when it happened: something was committed to the store, or a person did something
 * @param everything whether the list was made anew, or is gone, so that single conversations are not told of
 * @param changed conversations that were there and are other than before, by their stable keys
 * @param added conversations that were not there
 * @param removed conversations that are gone, such as those that became a segment of another one
 */
public record ListChange(
        Profile profile,
        long revision,
        Instant happenedAt,
        boolean everything,
        Set<ConversationKey> changed,
        Set<ConversationKey> added,
        Set<ConversationKey> removed) {

    public ListChange {
        changed = Set.copyOf(changed);
        added = Set.copyOf(added);
        removed = Set.copyOf(removed);
    }

    static ListChange everything(Profile profile, long revision, Instant happenedAt) {
        return new ListChange(profile, revision, happenedAt, true, Set.of(), Set.of(), Set.of());
    }
}
