package ai.hermes.sessions.window;

import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.LongConversation;
import ai.hermes.sessions.transcript.LongConversations;
import ai.hermes.sessions.transcript.MessageNotFoundException;
import ai.hermes.sessions.transcript.MessageSourceException;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds the conversation that a request speaks of, and says in the words of the wire what is not there. */
@Singleton
class Opener {

    private final AgentStores stores;
    private final SessionFinder sessions;
    private final LongConversations conversations;

    @Inject
    Opener(AgentStores stores, SessionFinder sessions, LongConversations conversations) {
        this.stores = stores;
        this.sessions = sessions;
        this.conversations = conversations;
    }

    /**
     * Does something with a conversation.
     *
     * @throws ApiException 400 if the request does not name one, 404 if it or something in it is not there
     */
    <T> T with(CallerProfile caller, Optional<String> sessionId, Optional<String> profile, Function<Opened, T> work) {
        String id = sessionId
                .filter(it -> !it.isBlank())
                .orElseThrow(() -> ApiException.badRequest("session_id is required"));
        Profile owner = profile.filter(name -> !name.isBlank())
                .map(name -> Profile.named(name).orElseThrow(() -> ApiException.badRequest("invalid profile")))
                .orElse(caller.profile());
        AgentStore store = stores.of(owner)
                .filter(it -> caller.visible().sees(it.profile()))
                .orElseThrow(SessionFinder::notFound);
        Conversation conversation = sessions.find(owner, id);
        try {
            return work.apply(new Opened(conversation, messages(store, conversation)));
        } catch (MessageNotFoundException e) {
            throw new ApiException(
                    404,
                    "message_not_found",
                    "This conversation has no such message, or the message has no such text or picture",
                    Map.of("remedy", "Ask for a window from the tip, and go on from its messages."));
        } catch (MessageSourceException e) {
            throw new ApiException(503, e.code(), e.getMessage(), Map.of("remedy", e.remedy()));
        }
    }

    private LongConversation messages(AgentStore store, Conversation conversation) {
        return conversation.keeping().keeper() == Keeper.STORE
                ? conversations.stored(
                        store,
                        conversation.segments().stream().map(SessionRow::id).toList())
                : conversations.outside(store, conversation.tip().id());
    }
}
