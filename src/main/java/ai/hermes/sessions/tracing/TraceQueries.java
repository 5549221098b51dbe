package ai.hermes.sessions.tracing;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.caller.CallerProfile;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.query.QueryException;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Understands which conversations a caller wants, within what it may see. */
@RequestScoped
class TraceQueries {

    private final AgentStores stores;
    private final AnnotationRepository annotations;
    private final CallerProfile caller;
    private final TracingConfig config;
    private final Clock clock;

    @Inject
    TraceQueries(
            AgentStores stores,
            AnnotationRepository annotations,
            CallerProfile caller,
            TracingConfig config,
            Clock clock) {
        this.stores = stores;
        this.annotations = annotations;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param sessionId a session; or
     * @param q a search that says which conversations
     * @throws ApiException 400 if it is neither or makes no sense, 404 if there is no such profile
     */
    TraceQuery of(
            Optional<String> sessionId,
            Optional<String> q,
            Optional<String> profile,
            boolean allProfiles,
            boolean content) {
        Optional<String> session = sessionId.map(String::strip).filter(it -> !it.isEmpty());
        Optional<String> search = q.map(String::strip).filter(it -> !it.isEmpty());
        if (session.isPresent() == search.isPresent()) {
            throw ApiException.badRequest("Either session_id or q says which conversations");
        }
        List<AgentStore> all = allProfiles && session.isEmpty()
                ? stores.all().stream()
                        .filter(it -> caller.visible().sees(it.profile()))
                        .toList()
                : List.of(store(profile));
        return new TraceQuery(all, session, search.map(this::filter), config.maxConversations(), content);
    }

    private AgentStore store(Optional<String> name) {
        return name.filter(it -> !it.isBlank())
                .map(Profile::named)
                .orElse(Optional.of(caller.profile()))
                .filter(caller.visible()::sees)
                .flatMap(stores::of)
                .orElseThrow(() -> ApiException.notFound("There is no such profile"));
    }

    private ConversationFilter filter(String text) {
        try {
            SearchText search = SearchText.parse(text);
            if (!search.ofMessages().isEmpty()) {
                throw ApiException.badRequest("tool:, role: and has: are about messages, and conversations are told");
            }
            return ConversationFilter.of(
                    search,
                    annotations.annotations().projects(),
                    clock.instant().atZone(ZoneId.systemDefault()));
        } catch (QueryException e) {
            throw new ApiException(
                    400, "query_invalid", e.getMessage(), Map.of("position", e.position(), "length", e.length()));
        }
    }
}
