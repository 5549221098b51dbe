package ai.hermes.sessions.tracing;

import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.store.AgentStore;
import java.util.List;
import java.util.Optional;

/**
 * Which conversations are wanted as traces.
 *
 * @param stores of which profiles
 * @param sessionId the one that this session belongs to; empty for all that the filter means
 * @param filter what a search says of them
 * @param limit how many at most, the most recently active first
 * @param content whether what was said is told
 */
record TraceQuery(
        List<AgentStore> stores,
        Optional<String> sessionId,
        Optional<ConversationFilter> filter,
        int limit,
        boolean content) {

    TraceQuery {
        stores = List.copyOf(stores);
    }
}
