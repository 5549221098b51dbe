package ai.hermes.sessions.insight;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.conversation.Source;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What messages hold, without indexes and full text.
 *
 * @param contentBytes all of them
 * @param sources by source, the most first
 * @param sessions the sessions that hold most
 */
@JsonNaming(SnakeCaseStrategy.class)
record ContentSizes(long contentBytes, List<OfSource> sources, List<OfSession> sessions) {

    private static final int LARGEST = 50;

    static ContentSizes of(UsageTable table, MessageTally tally) {
        Map<String, long[]> sources = new HashMap<>();
        List<OfSession> sessions = new ArrayList<>();
        for (Conversation conversation : table.projection().conversations()) {
            for (SessionRow row : conversation.segments()) {
                tally.of(row.id()).ifPresent(it -> {
                    long[] sums = sources.computeIfAbsent(row.source(), key -> new long[3]);
                    sums[0]++;
                    sums[1] += it.messages();
                    sums[2] += it.bytes();
                    sessions.add(
                            new OfSession(row.id(), conversation.title(), row.source(), it.messages(), it.bytes()));
                });
            }
        }
        double all = Math.max(1, tally.bytes());
        return new ContentSizes(
                tally.bytes(),
                sources.entrySet().stream()
                        .map(it -> new OfSource(
                                it.getKey(),
                                Source.of(it.getKey()).label(),
                                it.getValue()[0],
                                it.getValue()[1],
                                it.getValue()[2],
                                it.getValue()[2] / all))
                        .sorted(Comparator.comparingLong((OfSource it) -> -it.contentBytes())
                                .thenComparing(OfSource::source))
                        .toList(),
                sessions.stream()
                        .sorted(Comparator.comparingLong((OfSession it) -> -it.contentBytes())
                                .thenComparing(OfSession::sessionId))
                        .limit(LARGEST)
                        .toList());
    }

    /**
     * What came from one source.
     *
     * @param source the agent's name of it
     * @param label the name for people
     * @param sessions how many sessions have messages
     * @param messages how many messages
     * @param contentBytes what they hold
     * @param share their part of what all hold, from 0 to 1
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record OfSource(String source, String label, long sessions, long messages, long contentBytes, double share) {}

    /**
     * What one session holds.
     *
     * @param sessionId its id
     * @param title the title of its conversation
     * @param source the agent's name of its source
     * @param messages how many messages
     * @param contentBytes what they hold
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record OfSession(String sessionId, String title, String source, long messages, long contentBytes) {}
}
