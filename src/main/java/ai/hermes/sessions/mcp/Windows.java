package ai.hermes.sessions.mcp;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.session.ConversationMessages;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.Message;
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
     */
    Window of(Profile profile, String sessionId, long around, int before, int limit) {
        int most = Math.max(1, Math.min(limit, MAX));
        Conversation conversation = sessions.find(profile, sessionId);
        AgentStore store = stores.of(profile).orElseThrow(SessionFinder::notFound);
        OptionalLong bound = before < 0 ? OptionalLong.empty() : OptionalLong.of(before);
        MessageWindow window = around > 0
                ? around(store, conversation, around, most)
                : messages.read(store, conversation, new WindowRequest(OptionalInt.of(most), bound));
        return new Window(
                conversation.tip().id(), conversation.title(), window.total(), window.offset(), window.messages());
    }

    private MessageWindow around(AgentStore store, Conversation conversation, long id, int most) {
        OptionalLong bound = OptionalLong.empty();
        MessageWindow page;
        do {
            page = messages.read(
                    store, conversation, new WindowRequest(OptionalInt.of(WindowRequest.MAX_LIMIT), bound));
            for (int i = 0; i < page.messages().size(); i++) {
                if (page.messages().get(i).id() == id) {
                    long end = Math.min(page.total(), page.offset() + i + 1L + most / 2);
                    return messages.read(
                            store, conversation, new WindowRequest(OptionalInt.of(most), OptionalLong.of(end)));
                }
            }
            bound = OptionalLong.of(page.offset());
        } while (page.truncated());
        throw ApiException.notFound("There is no such message in this conversation");
    }
}
