package ai.hermes.sessions.live;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A stream about one conversation, which knows how many of its messages the client knows of. */
final class ToldSession implements Told {

    private final Profile profile;
    private final String sessionId;
    private final Supplier<Optional<Conversation>> conversation;
    private final EventWriter writer;
    private long known;

    /**
     * @param known how many messages the client has; empty where it does not tell
     * @param conversation how it is now; empty where it is gone
     */
    ToldSession(
            Profile profile,
            String sessionId,
            OptionalInt known,
            Supplier<Optional<Conversation>> conversation,
            EventWriter writer) {
        this.profile = profile;
        this.sessionId = sessionId;
        this.conversation = conversation;
        this.writer = writer;
        this.known = known.isPresent() ? known.getAsInt() : count().orElse(0L);
    }

    /** That it is followed, and at once if the client lacks something. */
    @Override
    public Optional<Buffer> first(EventId latest) {
        Buffer initial = writer.write(latest, "initial", Map.of("session_id", sessionId));
        return Optional.of(change(latest, "subscribe_recovery")
                .map(it -> initial.copy().appendBuffer(it))
                .orElse(initial));
    }

    @Override
    public Optional<Buffer> of(LiveEvent event) {
        return event.about(profile) ? change(event.id(), "store") : Optional.empty();
    }

    /** How many messages there are now makes up for all that was missed. */
    @Override
    public Optional<Buffer> resync(EventId latest, Resync cause) {
        return change(latest, "store");
    }

    private Optional<Buffer> change(EventId id, String source) {
        long before = known;
        Optional<Long> now = count().filter(it -> it != before);
        now.ifPresent(it -> known = it);
        return now.map(it -> writer.write(id, "session-updated", new Updated(sessionId, it, before, source)));
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
