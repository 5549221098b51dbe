package ai.hermes.sessions.agent;

import ai.hermes.sessions.agent.Segment.State;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.AgentStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Has a conversation deleted by the agent, session by session. The newest goes first: then, whatever happens in
 * between, what is left is still the same conversation, known by its first session, and still in the trash. What works
 * for a session, or branched from it, is the agent's to delete or to keep.
 */
@Singleton
class SessionDeletion {

    private static final String GONE = "session_not_found";
    private static final String COMPRESSION = "compression";
    private static final String TURN = "session_active_turn";

    private final AgentClient client;
    private final AgentCapabilities capabilities;
    private final StoreSessions sessions;
    private final Clock clock;

    @Inject
    SessionDeletion(AgentClient client, AgentCapabilities capabilities, StoreSessions sessions, Clock clock) {
        this.client = client;
        this.capabilities = capabilities;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What would be tried. */
    Purge plan(Conversation conversation) {
        boolean busy = conversation.running(clock.millis() / 1000.0);
        return Purge.of(
                conversation,
                newestFirst(conversation).stream()
                        .map(id -> Segment.of(id, busy ? State.ACTIVE_TURN : State.WOULD_BE_DELETED))
                        .toList());
    }

    /** Deletes as much as can be deleted. */
    Purge delete(AgentServer server, AgentStore store, Conversation conversation) {
        List<String> ids = newestFirst(conversation);
        List<Segment> segments = new ArrayList<>();
        for (String id : ids) {
            boolean newest = segments.isEmpty();
            if (!newest && !segments.get(segments.size() - 1).gone()) {
                segments.add(Segment.of(id, State.NOT_TRIED));
            } else if (newest && goesOn(store, conversation)) {
                segments.add(Segment.of(id, State.ACTIVE_TURN));
            } else {
                segments.add(delete(server, store, id));
            }
        }
        return Purge.of(conversation, segments);
    }

    /** Whether the agent works on it, or has just compressed it, so that there is a newer session than is known. */
    private boolean goesOn(AgentStore store, Conversation conversation) {
        SessionRow tip = conversation.tip();
        return conversation.running(clock.millis() / 1000.0)
                || !tip.endReason().equals(COMPRESSION) && sessions.compressed(store, tip.id());
    }

    private Segment delete(AgentServer server, AgentStore store, String id) {
        Optional<String> path = AgentServer.pathOf(id);
        if (path.isEmpty()) {
            return Segment.failed(id, "id_not_addressable");
        }
        Reply reply = client.delete(server, path.get());
        if (!(reply instanceof Reply.Answer answer)) {
            capabilities.forget(store.profile());
            return Segment.failed(id, AgentStatus.word(reply));
        } else if (answer.done()) {
            return stillThere(store, id, State.DELETED);
        } else if (answer.status() == 404 && answer.code().equals(GONE)) {
            return stillThere(store, id, State.ALREADY_GONE);
        } else if (answer.status() == 409
                && (answer.code().equals(TURN) || answer.code().isEmpty())) {
            return Segment.of(id, State.ACTIVE_TURN);
        }
        capabilities.forget(store.profile());
        return Segment.failed(
                id, answer.refusesKey() || answer.code().isEmpty() ? AgentStatus.word(reply) : answer.code());
    }

    /** A server that serves another store says "gone" of what it never had. */
    private Segment stillThere(AgentStore store, String id, State said) {
        return sessions.has(store, id) ? Segment.failed(id, "server_of_another_store") : Segment.of(id, said);
    }

    private static List<String> newestFirst(Conversation conversation) {
        List<String> ids = new ArrayList<>(
                conversation.segments().stream().map(SessionRow::id).toList());
        Collections.reverse(ids);
        return ids;
    }
}
