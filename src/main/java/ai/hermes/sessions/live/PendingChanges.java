package ai.hermes.sessions.live;

import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.conversation.ListChange;
import ai.hermes.sessions.store.Profile;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has changed since the last event, put together: a burst is told as one. Bounded, since of a profile with many
 * changes only that is kept.
 */
final class PendingChanges {

    /** So many conversations are told one by one; of more it is told to ask for the list. */
    static final int MOST = 50;

    private final Map<Profile, Set<ConversationKey>> touched = new HashMap<>();
    private final Set<Profile> everything = new HashSet<>();
    private Optional<Instant> happenedAt = Optional.empty();

    /** Adds a change; answers whether it is the first since they were taken. */
    synchronized boolean add(ListChange change) {
        boolean first = happenedAt.isEmpty();
        happenedAt =
                happenedAt.filter(it -> it.isBefore(change.happenedAt())).or(() -> Optional.of(change.happenedAt()));
        Set<ConversationKey> keys = touched.computeIfAbsent(change.profile(), it -> new HashSet<>());
        if (!everything.contains(change.profile())) {
            keys.addAll(change.changed());
            keys.addAll(change.added());
            keys.addAll(change.removed());
        }
        if (change.everything() || keys.size() > MOST) {
            everything.add(change.profile());
            keys.clear();
        }
        return first;
    }

    /** All of them, which are forgotten; empty where there are none. */
    synchronized Optional<Taken> take() {
        Optional<Taken> taken = happenedAt.map(it -> new Taken(it, Map.copyOf(touched), Set.copyOf(everything)));
        touched.clear();
        everything.clear();
        happenedAt = Optional.empty();
        return taken;
    }

    /**
     * @param happenedAt when the first of them happened
     * @param touched conversations that are new, changed or gone, of each profile whose list has changed
     * @param everything profiles of whose lists single conversations are not told
     */
    record Taken(Instant happenedAt, Map<Profile, Set<ConversationKey>> touched, Set<Profile> everything) {

        /** The same, told as lists to ask for. */
        Taken withoutDetail() {
            return new Taken(happenedAt, touched, touched.keySet());
        }
    }
}
