package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreReader;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.wire.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds one conversation and reads a window of its messages. */
@ApplicationScoped
public class DetailRepository {

    private static final MessageWindow NONE = new MessageWindow(List.of(), 0, false, 0, 0, 0);

    private final AgentStores stores;
    private final ConversationList conversations;
    private final ConversationMessages transcripts;
    private final StoreReader reader;
    private final Extras extras;
    private final LastReadings readings;
    private final Clock clock;

    @Inject
    DetailRepository(
            AgentStores stores,
            ConversationList conversations,
            ConversationMessages transcripts,
            StoreReader reader,
            Extras extras,
            LastReadings readings,
            Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.transcripts = transcripts;
        this.reader = reader;
        this.extras = extras;
        this.readings = readings;
        this.clock = clock;
    }

    /**
     * The conversation that a session belongs to.
     *
     * @throws ApiException 404 if there is no such session, 409 if it is another profile's
     * @throws ai.hermes.sessions.store.StoreFaultException if the store cannot be read
     */
    public SessionDetail detail(DetailQuery query) {
        AgentStore store = stores.of(query.profile())
                .filter(it -> query.visible().sees(it.profile()))
                .orElseThrow(() -> ApiException.notFound("Session not found"));
        Conversation found = conversations.find(store, query.sessionId()).orElseThrow(() -> notThere(query));
        Reading.Of what = new Reading.Of(
                query.profile(), found.segments().stream().map(SessionRow::id).toList(), query.window());
        LastReadings.Recalled recalled = readings.read(what, () -> read(store, found, query));
        MessageWindow window = recalled.reading().window();
        Conversation counted = query.window().isPresent()
                ? found.counted(window.total(), window.newestAt())
                : found.counted(found.totalMessageCount(), found.activity());
        Optional<Conversation> parent =
                found.parent().flatMap(it -> conversations.lastGood(store).flatMap(list -> list.find(it.id())));
        Instant now = clock.instant();
        return SessionDetail.of(
                query.sessionId(),
                found,
                SessionSummary.of(counted, parent, false, now.toEpochMilli() / 1000.0),
                extras.of(found),
                recalled.reading(),
                recalled.fault().map(fault -> Outdated.of(store, fault, recalled.reading(), now)));
    }

    private Reading read(AgentStore store, Conversation conversation, DetailQuery query) {
        return new Reading(
                query.window()
                        .map(it -> transcripts.read(store, conversation, it))
                        .orElse(NONE),
                origin(store, conversation),
                clock.instant());
    }

    private ChatOrigin origin(AgentStore store, Conversation conversation) {
        return conversation.keeping().keeper() == Keeper.STORE
                ? reader.read(
                        store,
                        Purpose.TRANSCRIPT,
                        connection -> ChatOrigin.ofSession(
                                connection, conversation.tip().id()))
                : ChatOrigin.UNKNOWN;
    }

    private ApiException notThere(DetailQuery query) {
        return ownerOf(query.sessionId())
                .filter(query.visible()::sees)
                .map(owner -> new ApiException(
                        409,
                        "session_profile_mismatch",
                        "Session belongs to a different profile",
                        Map.of("session_id", query.sessionId(), "profile", owner.name())))
                .orElseGet(() -> ApiException.notFound("Session not found"));
    }

    private Optional<Profile> ownerOf(String sessionId) {
        return stores.all().stream()
                .filter(store -> conversations
                        .lastGood(store)
                        .flatMap(list -> list.find(sessionId))
                        .isPresent())
                .map(AgentStore::profile)
                .findFirst();
    }
}
