package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.transcript.LongConversation;
import ai.hermes.sessions.transcript.LongConversations;
import ai.hermes.sessions.transcript.MessageSource;
import ai.hermes.sessions.transcript.MessageSourceException;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.transcript.Transcripts;
import ai.hermes.sessions.transcript.WindowRequest;
import ai.hermes.sessions.wire.ApiException;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads messages of a conversation from whoever has them.
 *
 * <p>Those that read throw {@link ai.hermes.sessions.store.StoreFaultException} or an {@link ApiException} with status
 * 503 if the messages cannot be read now, and one with 404 if they are gone.
 */
@Singleton
public class ConversationMessages {

    private final Transcripts transcripts;
    private final LongConversations conversations;
    private final List<MessageSource> sources;

    @Inject
    ConversationMessages(Transcripts transcripts, LongConversations conversations, @All List<MessageSource> sources) {
        this.transcripts = transcripts;
        this.conversations = conversations;
        this.sources = List.copyOf(sources);
    }

    /** A window of the messages. */
    public MessageWindow read(AgentStore store, Conversation conversation, WindowRequest request) {
        return read(store, conversation, request, new Cancellation());
    }

    /**
     * The same for somebody who may leave before it is done.
     *
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    public MessageWindow read(
            AgentStore store, Conversation conversation, WindowRequest request, Cancellation cancellation) {
        String tip = conversation.tip().id();
        return inStore(conversation)
                ? transcripts.read(store, segments(conversation), request, cancellation)
                : outside(it -> it.read(store.profile(), tip, request));
    }

    /**
     * A few whole messages, for somebody who takes all of them piece by piece from the end to the beginning.
     *
     * @param before only messages with a lesser number, the last of them
     */
    public MessageWindow piece(AgentStore store, Conversation conversation, long before) {
        String tip = conversation.tip().id();
        return inStore(conversation)
                ? transcripts.piece(store, segments(conversation), before)
                : outside(it -> it.piece(store.profile(), tip, before));
    }

    /** All of them, to be read in parts. Nothing is read by that. */
    public LongConversation open(AgentStore store, Conversation conversation) {
        return inStore(conversation)
                ? conversations.stored(store, segments(conversation))
                : conversations.outside(store, conversation.tip().id());
    }

    private static boolean inStore(Conversation conversation) {
        return conversation.keeping().keeper() == Keeper.STORE;
    }

    private static List<String> segments(Conversation conversation) {
        return conversation.segments().stream().map(SessionRow::id).toList();
    }

    private MessageWindow outside(Function<MessageSource, Optional<MessageWindow>> read) {
        try {
            return sources.stream()
                    .flatMap(source -> read.apply(source).stream())
                    .findFirst()
                    .orElseThrow(() -> ApiException.notFound("Session not found"));
        } catch (MessageSourceException e) {
            throw new ApiException(503, e.code(), e.getMessage(), Map.of("remedy", e.remedy()));
        }
    }
}
