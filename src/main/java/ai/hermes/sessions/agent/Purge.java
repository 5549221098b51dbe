package ai.hermes.sessions.agent;

import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.conversation.Conversation;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What became of a conversation that was to be deleted for good.
 *
 * @param key what it is known by
 * @param ok whether nothing of it is left, or of a dry run, whether nothing speaks against it
 * @param sessionId id of its newest session
 * @param conversationId id of its first session
 * @param segments its sessions, the newest first, in which order they are deleted
 * @param error why it is not done, for people; not there where it is
 */
@JsonNaming(SnakeCaseStrategy.class)
record Purge(
        @JsonIgnore ConversationKey key,
        boolean ok,
        String sessionId,
        String conversationId,
        List<Segment> segments,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String error) {

    static final String ACTIVE_TURN =
            "A turn is running in this conversation. Wait until it has ended, or stop it, and try again.";
    static final String INCOMPLETE =
            "Not everything of this conversation could be deleted. It stays in the trash; try again.";

    static Purge of(Conversation conversation, List<Segment> segments) {
        boolean ok = segments.stream().allMatch(it -> it.gone() || it.state() == Segment.State.WOULD_BE_DELETED);
        String error = activeTurn(segments) ? ACTIVE_TURN : ok ? "" : INCOMPLETE;
        return new Purge(
                conversation.key(),
                ok,
                conversation.tip().id(),
                conversation.root().id(),
                List.copyOf(segments),
                error);
    }

    /** Whether it is still there because a turn runs in it. */
    boolean activeTurn() {
        return activeTurn(segments);
    }

    private static boolean activeTurn(List<Segment> segments) {
        return segments.stream().anyMatch(it -> it.state() == Segment.State.ACTIVE_TURN);
    }
}
