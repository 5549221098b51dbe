package ai.hermes.sessions.live;

import ai.hermes.sessions.conversation.Conversation;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A conversation on a stream of its own, and how many of its messages the client knows of. */
final class FollowedSession {

    private static final String UPDATED = "session-updated";

    private final String sessionId;
    private final Supplier<Optional<Conversation>> conversation;
    private long known;

    /**
     * @param known how many messages the client has; empty where it does not tell
     * @param conversation how it is now; empty where it is gone
     */
    FollowedSession(String sessionId, OptionalInt known, Supplier<Optional<Conversation>> conversation) {
        this.sessionId = sessionId;
        this.conversation = conversation;
        this.known = known.isPresent() ? known.getAsInt() : count().orElse(0L);
    }

    /** What is told at the beginning: that it is followed, and at once if the client lacks something. */
    List<LiveEvent> first() {
        List<LiveEvent> events = new ArrayList<>(List.of(new LiveEvent("initial", Map.of("session_id", sessionId))));
        change("subscribe_recovery").ifPresent(events::add);
        return events;
    }

    /** What is told after a change of the list. */
    Optional<LiveEvent> change() {
        return change("store");
    }

    private synchronized Optional<LiveEvent> change(String source) {
        long before = known;
        Optional<Long> now = count().filter(it -> it != before);
        now.ifPresent(it -> known = it);
        return now.map(it -> new LiveEvent(UPDATED, new Updated(sessionId, it, before, source)));
    }

    private Optional<Long> count() {
        return conversation.get().map(Conversation::totalMessageCount);
    }

    /**
     * @param messageCount messages of the conversation
     * @param knownCount how many the client knew of
     * @param source how it was noticed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Updated(String sessionId, long messageCount, long knownCount, String source) {}
}
