package ai.hermes.sessions.conversation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Conversations of one profile that are in no store; immutable.
 *
 * @param all all of them
 * @param bySession the one that a session belongs to, by the session's id; each session is in one of them
 * @param byParent those that came of a session, theirs or another, by its id
 */
record OutsideConversations(
        List<Conversation> all, Map<String, Conversation> bySession, Map<String, Set<Conversation>> byParent) {

    static final OutsideConversations NONE = of(List.of());

    static OutsideConversations of(List<Conversation> all) {
        Map<String, Conversation> bySession = new HashMap<>();
        Map<String, Set<Conversation>> byParent = new HashMap<>();
        for (Conversation each : all) {
            each.segments().forEach(row -> bySession.put(row.id(), each));
            if (!each.root().parentId().isEmpty()) {
                byParent.computeIfAbsent(each.root().parentId(), it -> new HashSet<>())
                        .add(each);
            }
        }
        return new OutsideConversations(all, bySession, byParent);
    }

    Optional<Conversation> find(String session) {
        return Optional.ofNullable(bySession.get(session));
    }

    /** Those that came of a session. */
    Set<Conversation> under(String session) {
        return byParent.getOrDefault(session, Set.of());
    }

    /** Ids of the sessions of those that only one of the two has. */
    Set<String> differenceTo(OutsideConversations other) {
        Set<String> difference = new HashSet<>();
        differing(other, difference);
        other.differing(this, difference);
        return difference;
    }

    private void differing(OutsideConversations other, Set<String> difference) {
        for (Conversation each : all) {
            if (!each.equals(other.bySession.get(each.root().id()))) {
                each.segments().forEach(row -> difference.add(row.id()));
            }
        }
    }
}
