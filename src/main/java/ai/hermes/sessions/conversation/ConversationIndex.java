package ai.hermes.sessions.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conversations by the ids of all their sessions; immutable. It is divided into parts by the hashes of the ids, so that
 * a changed copy shares all parts that have not changed.
 */
final class ConversationIndex {

    /** A power of two: a hundred sessions in each part where there are a hundred thousand. */
    private static final int PARTS = 1024;

    static final ConversationIndex NONE = new ConversationIndex(Collections.nCopies(PARTS, Map.of()), 0);

    private final List<Map<String, Conversation>> parts;
    private final int size;

    private ConversationIndex(List<Map<String, Conversation>> parts, int size) {
        this.parts = parts;
        this.size = size;
    }

    Optional<Conversation> find(String sessionId) {
        return Optional.ofNullable(parts.get(part(sessionId)).get(sessionId));
    }

    /** How many sessions there are. */
    int size() {
        return size;
    }

    /** The same without the sessions of some conversations and with those of others. */
    ConversationIndex with(Collection<Conversation> gone, Collection<Conversation> come) {
        if (gone.isEmpty() && come.isEmpty()) {
            return this;
        }
        List<Map<String, Conversation>> now = new ArrayList<>(parts);
        Map<Integer, Map<String, Conversation>> copies = new HashMap<>();
        int growth = 0;
        for (Conversation each : gone) {
            for (SessionRow row : each.segments()) {
                growth -= copy(row.id(), now, copies).remove(row.id()) == null ? 0 : 1;
            }
        }
        for (Conversation each : come) {
            for (SessionRow row : each.segments()) {
                growth += copy(row.id(), now, copies).put(row.id(), each) == null ? 1 : 0;
            }
        }
        return new ConversationIndex(now, size + growth);
    }

    private static Map<String, Conversation> copy(
            String id, List<Map<String, Conversation>> parts, Map<Integer, Map<String, Conversation>> copies) {
        return copies.computeIfAbsent(part(id), part -> {
            Map<String, Conversation> copy = new HashMap<>(parts.get(part));
            parts.set(part, copy);
            return copy;
        });
    }

    private static int part(String id) {
        int hash = id.hashCode();
        // Its upper bits, since the maps of the parts go by the lower ones.
        return (hash ^ hash >>> 15) >>> 6 & PARTS - 1;
    }
}
