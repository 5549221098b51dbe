package ai.hermes.sessions.tracing;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.ListState;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.session.ConversationMessages;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.wire.ApiException;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Chooses conversations and makes traces of them; for one request at a time, however many there are. */
@Singleton
class TraceRepository {

    private static final Set<Rule> PUT_AWAY = Set.of(Rule.TRASHED, Rule.HIDDEN);
    private static final long PATIENCE_MILLIS = 2_000;
    /** Who has begun to answer cannot be refused any more. */
    private static final long LONG_PATIENCE_MILLIS = 30_000;

    private final ConversationList conversations;
    private final SessionFinder sessions;
    private final ConversationMessages messages;
    private final TracingConfig config;
    private final Clock clock;
    private final Semaphore place = new Semaphore(1, true);

    @Inject
    TraceRepository(
            ConversationList conversations,
            SessionFinder sessions,
            ConversationMessages messages,
            TracingConfig config,
            Clock clock) {
        this.conversations = conversations;
        this.sessions = sessions;
        this.messages = messages;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The spans of the conversations that are wanted, none of which is read before it is its turn.
     *
     * @throws ApiException 404 if there is no such session
     * @throws StoreFaultException if a store cannot be read now
     */
    TraceExport export(TraceQuery query) {
        List<Traced> chosen = query.sessionId().isPresent()
                ? List.of(one(query.stores().get(0), query.sessionId().get()))
                : meant(query);
        int told = Math.min(chosen.size(), query.limit());
        return new TraceExport(
                chosen.subList(0, told),
                chosen.size() - told,
                messages,
                new TraceText(query.content(), config.maxText()));
    }

    private Traced one(AgentStore store, String sessionId) {
        Conversation conversation = sessions.find(store.profile(), sessionId);
        return new Traced(store, conversations.of(store).projection(), conversation);
    }

    private List<Traced> meant(TraceQuery query) {
        double now = clock.millis() / 1000.0;
        List<Traced> all = new ArrayList<>();
        for (AgentStore store : query.stores()) {
            ListState state = conversations.of(store);
            state.fault().ifPresent(it -> {
                throw new StoreFaultException(store.profile(), it);
            });
            Projection projection = state.projection();
            projection.conversations().stream()
                    .filter(it -> query.filter()
                            .map(filter -> means(filter, it, now))
                            .orElse(!PUT_AWAY.contains(it.rule(now))))
                    .forEach(it -> all.add(new Traced(store, projection, it)));
        }
        all.sort(Comparator.comparingDouble((Traced it) -> -it.conversation().activity()));
        return all;
    }

    private static boolean means(ConversationFilter filter, Conversation conversation, double now) {
        boolean there = filter.rule().isPresent() || !PUT_AWAY.contains(conversation.rule(now));
        return there && filter.means(conversation, now);
    }

    /**
     * The first spans of an export, and whether it can be read at all.
     *
     * @throws ApiException 503 if others have theirs read for longer than a moment
     */
    List<SpanData> first(TraceExport export) {
        return export.hasNext() ? alone(export, PATIENCE_MILLIS) : List.of();
    }

    /** The next spans of an export. Others wait only while they are read, not while they are sent. */
    List<SpanData> next(TraceExport export) {
        return alone(export, LONG_PATIENCE_MILLIS);
    }

    private List<SpanData> alone(TraceExport export, long patience) {
        enter(patience);
        try {
            return export.next();
        } finally {
            place.release();
        }
    }

    private void enter(long patience) {
        try {
            if (place.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw TracePlaces.busy();
    }
}
