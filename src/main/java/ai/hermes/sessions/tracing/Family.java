package ai.hermes.sessions.tracing;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Projection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which conversations came of which sessions. */
final class Family {

    private final Map<Projection, Map<String, List<Conversation>>> children = new IdentityHashMap<>();

    /** Those that came of a session. */
    List<Conversation> of(Projection projection, String sessionId) {
        return children.computeIfAbsent(projection, Family::children).getOrDefault(sessionId, List.of());
    }

    private static Map<String, List<Conversation>> children(Projection projection) {
        return projection.conversations().stream()
                .filter(it -> it.parent().isPresent())
                .collect(Collectors.groupingBy(it -> it.parent().orElseThrow().id()));
    }
}
