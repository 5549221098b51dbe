package ai.hermes.sessions.session;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes what people added to conversations. A conversation is found by the id of any of its segments, and what is
 * added stays with it when it is compressed.
 *
 * <p>All methods throw {@link ApiException} for what may not be done, and
 * {@link ai.hermes.sessions.annotation.AnnotationFaultException} if it could not be kept.
 */
@Singleton
class OrganiseRepository {

    private static final int TITLE_LENGTH = 80;
    private static final String UNTITLED = "Untitled";

    private final AgentStores stores;
    private final ConversationList conversations;
    private final AnnotationRepository annotations;
    private final Clock clock;
    private final PinQuota pins;

    @Inject
    OrganiseRepository(
            AgentStores stores,
            ConversationList conversations,
            AnnotationRepository annotations,
            Clock clock,
            PinQuota pins) {
        this.stores = stores;
        this.conversations = conversations;
        this.annotations = annotations;
        this.clock = clock;
        this.pins = pins;
    }

    /** One at a time, so that two at once do not both find the last free place. */
    synchronized Organised pin(Profile profile, String sessionId, boolean pinned) {
        AgentStore store = store(profile);
        Conversation conversation = find(store, sessionId, Deed.PIN);
        if (pinned && !conversation.pinned() && pinned(store) >= pins.limit()) {
            throw ApiException.badRequest(
                    "Up to " + pins.limit() + " sessions can be pinned. Unpin one before pinning another.");
        }
        return annotate(store, conversation, it -> it.pinned(pinned));
    }

    private long pinned(AgentStore store) {
        double now = now();
        return conversations.of(store).projection().conversations().stream()
                .filter(it -> it.pinned() && it.rule(now) == Rule.LISTED)
                .count();
    }

    Organised archive(Profile profile, String sessionId, boolean archived) {
        AgentStore store = store(profile);
        return annotate(store, find(store, sessionId, Deed.ARCHIVE), it -> it.archived(archived));
    }

    Organised move(Profile profile, String sessionId, Optional<String> projectId) {
        AgentStore store = store(profile);
        Conversation conversation = find(store, sessionId, Deed.MOVE);
        if (projectId.isPresent()
                && annotations.annotations().project(profile, projectId.get()).isEmpty()) {
            throw ApiException.notFound("Project not found");
        }
        return annotate(store, conversation, it -> it.inProject(projectId));
    }

    Organised rename(Profile profile, String sessionId, String title) {
        AgentStore store = store(profile);
        Conversation conversation = find(store, sessionId, Deed.RENAME);
        String cut = JsonBody.cut(title.strip(), TITLE_LENGTH).strip();
        return annotate(store, conversation, it -> it.titled(cut.isEmpty() ? UNTITLED : cut));
    }

    private AgentStore store(Profile profile) {
        return stores.of(profile).orElseThrow(() -> ApiException.notFound("Session not found"));
    }

    private Conversation find(AgentStore store, String sessionId, Deed deed) {
        Conversation found =
                conversations.find(store, sessionId).orElseThrow(() -> ApiException.notFound("Session not found"));
        if (!found.root().parentId().isEmpty()
                && conversations.of(store).projection().find(sessionId).isEmpty()) {
            // Written a moment ago: it is not known yet whether it goes on with its parent's conversation.
            throw new ApiException(
                    503, "session_busy", "Session is busy (streaming). Please try again in a moment.", Map.of());
        }
        deed.allowFor(found);
        return found;
    }

    private Organised annotate(AgentStore store, Conversation conversation, UnaryOperator<Annotation> change) {
        annotations.annotate(conversation.key(), change);
        Projection projection = conversations.of(store).projection();
        Conversation now = conversations.find(store, conversation.root().id()).orElse(conversation);
        Optional<Conversation> parent = now.parent().flatMap(it -> projection.find(it.id()));
        return new Organised(true, SessionSummary.of(now, parent, false, now()));
    }

    private double now() {
        return clock.millis() / 1000.0;
    }
}
