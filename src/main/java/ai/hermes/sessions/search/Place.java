package ai.hermes.sessions.search;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.AgentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One store, and which of its conversations are searched. They are gone through once for each search. */
final class Place {

    private final AgentStore store;
    private final Optional<Projection> projection;
    private final ConversationFilter filter;
    private final boolean trash;
    private final boolean hidden;
    private final List<Conversation> searched = new ArrayList<>();
    private final List<Conversation> putAway = new ArrayList<>();
    private boolean leavesOutTrash;
    private boolean leavesOutHidden;
    private int elsewhere;

    /**
     * @param store the store
     * @param projection its last good list; empty where there is none
     * @param filter what is asked of conversations
     */
    Place(AgentStore store, Optional<Projection> projection, ConversationFilter filter) {
        this.store = store;
        this.projection = projection;
        this.filter = filter;
        this.trash = filter.names(Rule.TRASHED);
        this.hidden = filter.names(Rule.HIDDEN);
        projection.ifPresent(it -> it.conversations().forEach(this::sort));
    }

    private void sort(Conversation conversation) {
        boolean trashed = !trash && conversation.trashed();
        boolean unseen = !hidden && conversation.hidden();
        leavesOutTrash |= trashed;
        leavesOutHidden |= unseen;
        elsewhere += conversation.keeping().keeper() == Keeper.STORE ? 0 : 1;
        if (trashed || unseen) {
            putAway.add(conversation);
        } else if (filter.holds(conversation)) {
            searched.add(conversation);
        }
    }

    AgentStore store() {
        return store;
    }

    String profile() {
        return store.profile().name();
    }

    Optional<Projection> projection() {
        return projection;
    }

    ConversationFilter filter() {
        return filter;
    }

    /** The conversations that are searched. */
    List<Conversation> conversations() {
        return searched;
    }

    /** Whether some are left out because they are in the trash. */
    boolean leavesOutTrash() {
        return leavesOutTrash;
    }

    /** Whether some are left out because they are hidden. */
    boolean leavesOutHidden() {
        return leavesOutHidden;
    }

    /** How many of its conversations have their messages outside of the store. */
    int elsewhere() {
        return elsewhere;
    }

    /** The conversation that a session belongs to, if it is searched. */
    Optional<Conversation> find(String sessionId) {
        return projection
                .flatMap(it -> it.find(sessionId))
                .filter(it -> trash || !it.trashed())
                .filter(it -> hidden || !it.hidden())
                .filter(filter::holds);
    }

    /** The same as a condition on messages; empty where no message can be meant. */
    Optional<Condition> sessions() {
        if (filter.isEmpty()) {
            return Optional.of(SessionScope.allBut(sessionsOf(putAway)));
        }
        return searched.isEmpty() ? Optional.empty() : Optional.of(SessionScope.only(sessionsOf(searched)));
    }

    private static List<String> sessionsOf(List<Conversation> conversations) {
        return conversations.stream().flatMap(Place::sessionsOf).toList();
    }

    private static Stream<String> sessionsOf(Conversation conversation) {
        return conversation.segments().stream().map(SessionRow::id);
    }
}
