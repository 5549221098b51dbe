package ai.hermes.sessions.search;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.AgentStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One store, and which of its conversations are searched.
 *
 * @param store the store
 * @param projection its last good list; empty where there is none
 * @param filter what is asked of conversations
 */
record Place(AgentStore store, Optional<Projection> projection, ConversationFilter filter) {

    String profile() {
        return store.profile().name();
    }

    /** The conversations that are searched. */
    List<Conversation> conversations() {
        return projection.map(Projection::conversations).orElse(List.of()).stream()
                .filter(this::isSearched)
                .toList();
    }

    /** The conversation that a session belongs to, if it is searched. */
    Optional<Conversation> find(String sessionId) {
        return projection.flatMap(it -> it.find(sessionId)).filter(this::isSearched);
    }

    private boolean isSearched(Conversation conversation) {
        return !isPutAway(conversation) && filter.holds(conversation);
    }

    private boolean isPutAway(Conversation conversation) {
        return conversation.trashed() && !filter.names(Rule.TRASHED)
                || conversation.hidden() && !filter.names(Rule.HIDDEN);
    }

    /** The same as a condition on messages; empty where no message can be meant. */
    Optional<Condition> sessions() {
        if (filter.isEmpty()) {
            List<String> away = projection.map(Projection::conversations).orElse(List.of()).stream()
                    .filter(this::isPutAway)
                    .flatMap(Place::sessionsOf)
                    .toList();
            return Optional.of(SessionScope.allBut(away));
        }
        List<String> meant = conversations().stream().flatMap(Place::sessionsOf).toList();
        return meant.isEmpty() ? Optional.empty() : Optional.of(SessionScope.only(meant));
    }

    private static Stream<String> sessionsOf(Conversation conversation) {
        return conversation.segments().stream().map(SessionRow::id);
    }
}
