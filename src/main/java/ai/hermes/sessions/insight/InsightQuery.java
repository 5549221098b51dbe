package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.store.AgentStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked for, understood.
 *
 * @param stores whose sessions
 * @param range when they began
 * @param filter what a search says of their conversations; empty for all
 * @param projects names of projects by their ids
 * @param now seconds since 1970
 */
record InsightQuery(
        List<AgentStore> stores,
        Range range,
        Optional<ConversationFilter> filter,
        Map<String, String> projects,
        double now)
        implements UsageSelection {

    InsightQuery {
        stores = List.copyOf(stores);
        projects = Map.copyOf(projects);
    }

    @Override
    public boolean in(SessionUsage usage) {
        return range.has(usage.row().startedAt());
    }

    @Override
    public boolean means(Conversation conversation) {
        return filter.map(it -> it.means(conversation, now)).orElse(true);
    }
}
