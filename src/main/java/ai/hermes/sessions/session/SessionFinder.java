package ai.hermes.sessions.session;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds the conversation that a request speaks of, and whose it is. */
@Singleton
public class SessionFinder {

    private final AgentStores stores;
    private final ConversationList conversations;

    @Inject
    SessionFinder(AgentStores stores, ConversationList conversations) {
        this.stores = stores;
        this.conversations = conversations;
    }

    /**
     * The conversation that a session of a profile belongs to.
     *
     * @throws ApiException 404 if the profile has no such session
     * @throws ai.hermes.sessions.store.StoreFaultException if there is nothing to look through
     */
    public Conversation find(Profile profile, String sessionId) {
        return stores.of(profile)
                .flatMap(store -> conversations.find(store, sessionId))
                .orElseThrow(SessionFinder::notFound);
    }

    /** The last good list of a profile; empty where there is none. Never waits. */
    public Optional<Projection> lastGood(Profile profile) {
        return stores.of(profile).flatMap(conversations::lastGood);
    }

    /** The conversation that a session of a profile belongs to, as the last good list has it. Never waits. */
    public Optional<Conversation> known(Profile profile, String sessionId) {
        return lastGood(profile).flatMap(it -> it.find(sessionId));
    }

    /**
     * Whether a session is known, and known to be another profile's only. One of a profile that may not be seen counts
     * as not known. Never waits and reads nothing.
     */
    public boolean foreign(Profile profile, Visible visible, String sessionId) {
        return !has(profile, sessionId)
                && stores.all().stream()
                        .map(AgentStore::profile)
                        .filter(visible::sees)
                        .anyMatch(it -> has(it, sessionId));
    }

    private boolean has(Profile profile, String sessionId) {
        return known(profile, sessionId).isPresent();
    }

    /** The refusal of a session that is not there, or not for this caller. */
    public static ApiException notFound() {
        return ApiException.notFound("Session not found");
    }
}
