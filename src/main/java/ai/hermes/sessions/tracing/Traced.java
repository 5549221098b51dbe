package ai.hermes.sessions.tracing;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.store.AgentStore;
import java.util.List;

/**
 * A conversation that is made a trace of.
 *
 * @param store its store
 * @param projection the list that it is on
 * @param conversation the conversation
 */
record Traced(AgentStore store, Projection projection, Conversation conversation) {

    /** The conversations that came of one of its sessions. */
    List<Conversation> children(Family family) {
        return conversation.segments().stream()
                .flatMap(row -> family.of(projection, row.id()).stream())
                .toList();
    }
}
