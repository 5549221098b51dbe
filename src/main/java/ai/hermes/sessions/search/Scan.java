package ai.hermes.sessions.search;

import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.conversation.Conversation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what a scan of one store finds, until there is no room for a further conversation. */
final class Scan {

    private final Place place;
    private final int room;
    private final Map<ConversationKey, Found> found = new LinkedHashMap<>();
    private boolean full;
    private int hits;

    Scan(Place place, int room) {
        this.place = place;
        this.room = room;
    }

    boolean isFull() {
        return full;
    }

    int hits() {
        return hits;
    }

    /** Adds a slice; answers before which message the scan has to go on. */
    long add(ScanSearch.Slice slice) {
        for (Candidate each : slice.found()) {
            Optional<Conversation> conversation = place.find(each.sessionId());
            if (conversation.isEmpty()) {
                continue;
            }
            ConversationKey key = conversation.get().key();
            if (found.size() == room && !found.containsKey(key)) {
                full = true;
                return each.id() + 1;
            }
            found.computeIfAbsent(key, it -> new Found(conversation.get(), new ArrayList<>()))
                    .messages
                    .add(each);
            hits++;
        }
        return slice.from();
    }

    /** What was found, in the order in which it was. */
    List<Scored> scored() {
        return found.values().stream()
                .map(it -> new Scored(place, it.conversation, 0, List.of(), it.messages, 0))
                .toList();
    }

    private record Found(Conversation conversation, List<Candidate> messages) {}
}
