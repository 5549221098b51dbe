package ai.hermes.sessions.mcp;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.session.ConversationMessages;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.MessageNotFoundException;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.transcript.WindowRequest;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads windows of conversations, around a message if one is named. */
@Singleton
class Windows {

    private static final int MAX = 100;

    private final AgentStores stores;
    private final SessionFinder sessions;
    private final ConversationMessages messages;

    @Inject
    Windows(AgentStores stores, SessionFinder sessions, ConversationMessages messages) {
        this.stores = stores;
        this.sessions = sessions;
        this.messages = messages;
    }

    /**
     * A window of a conversation.
     *
     * @param sessionId the session that it goes on in
     * @param title its title
     * @param total how many messages it has
     * @param offset number of the first message here, counted from 0; what comes before is read with it
     * @param messages the messages, in the form that clients of the API know
     */
    record Window(String sessionId, String title, int total, int offset, List<Message> messages) {}

    /**
     * Reads a window.
     *
     * @param around id of a message that is to be in its middle; 0 for none
     * @param before only messages with a lesser number; negative for no such bound
     * @throws ApiException 404 if there is no such session, or no such message in it
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    Window of(Profile profile, String sessionId, long around, int before, int limit, Cancellation cancellation) {
        int most = Math.max(1, Math.min(limit, MAX));
        Conversation conversation = sessions.find(profile, sessionId);
        AgentStore store = stores.of(profile).orElseThrow(SessionFinder::notFound);
        OptionalLong bound = before < 0 ? OptionalLong.empty() : OptionalLong.of(before);
        WindowRequest request =
                around > 0 ? WindowRequest.around(around, most) : new WindowRequest(OptionalInt.of(most), bound);
        MessageWindow window = read(store, conversation, request, cancellation);
        return new Window(
                conversation.tip().id(), conversation.title(), window.total(), window.offset(), window.messages());
    }

    private MessageWindow read(
            AgentStore store, Conversation conversation, WindowRequest request, Cancellation cancellation) {
        try {
            return messages.read(store, conversation, request, cancellation);
        } catch (MessageNotFoundException e) {
            throw ApiException.notFound("There is no such message in this conversation");
        }
    }
}
