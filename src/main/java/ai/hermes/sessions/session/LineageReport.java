package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Link;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.SessionRow;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which sessions a conversation is made of, and which others came of it.
 *
 * @param mutation always false: it is only told, nothing is changed
 * @param found always true: what is not there is answered as 404
 * @param sessionId the id that was asked for
 * @param lineageKey the session that it began with
 * @param tipSessionId the session that it goes on in
 * @param totalSegments how many it is made of
 * @param materializedSegments how many of them are told of here
 * @param segments those at most {@value #HOPS} steps from the one that was asked for, from root to tip
 * @param children conversations that branched from it, work for it or follow it, in the order of their start
 * @param manualReview whether it should be looked at: its parents go in a circle, it is too long to be told of in full,
 *     or it was carried on more than once
 */
@JsonNaming(SnakeCaseStrategy.class)
record LineageReport(
        boolean mutation,
        boolean found,
        String sessionId,
        String lineageKey,
        String tipSessionId,
        int totalSegments,
        int materializedSegments,
        List<Segment> segments,
        List<Segment> children,
        boolean manualReview) {

    private static final int HOPS = 20;

    static LineageReport of(String asked, Conversation conversation, Projection projection) {
        List<SessionRow> chain = conversation.segments();
        Set<String> ids = chain.stream().map(SessionRow::id).collect(Collectors.toSet());
        List<SessionRow> near = near(asked, chain);
        List<Conversation> children = children(ids, projection);
        boolean circle = ids.contains(conversation.root().parentId());
        boolean carriedOnElsewhere = children.stream().anyMatch(it -> it.link() == Link.CONTINUATION);
        return new LineageReport(
                false,
                true,
                asked,
                conversation.root().id(),
                conversation.tip().id(),
                chain.size(),
                near.size(),
                near.stream()
                        .map(row -> Segment.of(row, roleOf(row, conversation), row.title(), conversation))
                        .toList(),
                children.stream()
                        .map(it -> Segment.of(it.root(), Role.CHILD_SESSION, it.title(), it))
                        .toList(),
                circle || near.size() < chain.size() || carriedOnElsewhere);
    }

    private static List<SessionRow> near(String asked, List<SessionRow> chain) {
        int at = chain.stream().map(SessionRow::id).toList().indexOf(asked);
        return chain.subList(Math.max(0, at - HOPS), Math.min(chain.size(), at + HOPS + 1));
    }

    private static List<Conversation> children(Set<String> ids, Projection projection) {
        return projection.conversations().stream()
                .filter(it -> ids.contains(it.root().parentId())
                        && !ids.contains(it.root().id()))
                .sorted(Comparator.comparingDouble(
                                (Conversation it) -> it.root().startedAt())
                        .thenComparing(it -> it.root().id()))
                .toList();
    }

    private static Role roleOf(SessionRow row, Conversation conversation) {
        return row.id().equals(conversation.tip().id()) ? Role.TIP : Role.HIDDEN_SEGMENT;
    }

    /** What a session is in the report. */
    enum Role {
        TIP,
        HIDDEN_SEGMENT,
        CHILD_SESSION;

        /** The name on the wire. */
        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One session.
     *
     * @param title null where it has none
     * @param source as the store has it; null where it has none
     * @param startedAt in seconds since 1970
     * @param updatedAt when it ended, else when it started
     * @param endReason null while it is open
     * @param active whether it has not ended
     * @param archived whether its conversation is archived
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Segment(
            String sessionId,
            Role role,
            Optional<String> title,
            Optional<String> source,
            double startedAt,
            double updatedAt,
            Optional<String> endReason,
            boolean active,
            boolean archived) {

        static Segment of(SessionRow row, Role role, String title, Conversation conversation) {
            return new Segment(
                    row.id(),
                    role,
                    some(title),
                    some(row.source()),
                    row.startedAt(),
                    row.endedAt() > 0 ? row.endedAt() : row.startedAt(),
                    some(row.endReason()),
                    row.endedAt() == 0,
                    conversation.archived());
        }

        private static Optional<String> some(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }
}
