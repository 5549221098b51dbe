package ai.hermes.sessions.exchange;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.session.ConversationQueries;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which conversations a request for an export means. */
@Singleton
class Choice {

    private final AgentStores stores;
    private final ConversationList conversations;
    private final SessionFinder sessions;
    private final AnnotationRepository annotations;
    private final Clock clock;

    @Inject
    Choice(
            AgentStores stores,
            ConversationList conversations,
            SessionFinder sessions,
            AnnotationRepository annotations,
            Clock clock) {
        this.stores = stores;
        this.conversations = conversations;
        this.sessions = sessions;
        this.annotations = annotations;
        this.clock = clock;
    }

    /**
     * The conversations that a body means: {@code ids}, or a {@code query} (its members, or a typed search), or
     * {@code all}.
     *
     * @throws ApiException 400 if it means none of these, 404 if one of the ids is not there
     */
    List<Export.Chosen> of(JsonBody body, Profile profile, Visible visible) {
        Optional<List<String>> ids = body.texts("ids");
        Optional<Map<String, List<String>>> members = body.allTexts("query");
        Optional<String> typed = members.isPresent() ? Optional.empty() : body.text("query");
        boolean all = body.flag("all", false);
        if (Stream.of(ids.isPresent(), members.isPresent() || typed.isPresent(), all)
                        .filter(it -> it)
                        .count()
                != 1) {
            throw ApiException.badRequest("one of ids (a list), query (an object or a text) and all is required");
        }
        if (ids.isPresent()) {
            return ids.get().stream()
                    .map(id -> chosen(sessions.find(profile, id)))
                    .distinct()
                    .toList();
        }
        Optional<ConversationQuery> query = members.or(() -> typed.map(it -> Map.of("q", List.of(it))))
                .map(it -> ConversationQueries.of(it, annotations.annotations().projects()));
        double now = clock.millis() / 1000.0;
        List<Conversation> chosen = new ArrayList<>();
        for (AgentStore store : scope(body, profile, visible)) {
            Projection projection = conversations.of(store).projection();
            chosen.addAll(query.map(it -> it.in(projection, now)).orElse(projection.conversations()));
        }
        return chosen.stream()
                .sorted(Comparator.comparing((Conversation it) -> it.profile())
                        .thenComparingDouble(it -> it.root().startedAt())
                        .thenComparing(it -> it.root().id()))
                .map(Choice::chosen)
                .toList();
    }

    List<Export.Chosen> of(Profile profile, String sessionId) {
        return List.of(chosen(sessions.find(profile, sessionId)));
    }

    private List<AgentStore> scope(JsonBody body, Profile profile, Visible visible) {
        return body.flag("all_profiles", false)
                ? stores.all().stream().filter(it -> visible.sees(it.profile())).toList()
                : stores.of(profile).map(List::of).orElseThrow(SessionFinder::notFound);
    }

    private static Export.Chosen chosen(Conversation conversation) {
        return new Export.Chosen(
                conversation.profile().name(), conversation.root().id());
    }
}
