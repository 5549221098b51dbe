package ai.hermes.sessions.insight;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Calls of tools.
 *
 * @param from the first moment that is counted, in seconds since 1970
 * @param to the first moment after
 * @param zone the time zone of its days
 * @param rows by tool, the most calls first
 * @param calls of all tools
 * @param complete whether all messages were read; if not, asking again goes on
 * @param messagesRead how many were
 * @param messagesTotal how many there are; about, until all were read
 * @param asOf of when the oldest figures are, in seconds since 1970
 * @param faults stores whose figures are old or missing
 */
@JsonNaming(SnakeCaseStrategy.class)
record ToolsAnswer(
        double from,
        double to,
        String zone,
        List<Tool> rows,
        long calls,
        boolean complete,
        long messagesRead,
        long messagesTotal,
        double asOf,
        List<InsightFault> faults) {

    Csv csv() {
        return new Csv(
                List.of("tool", "calls", "sessions", "share"),
                rows.stream()
                        .map(it -> List.<Object>of(it.tool, it.calls, it.sessions, it.share))
                        .toList());
    }

    /**
     * One tool.
     *
     * @param tool its name; empty where the agent noted none
     * @param calls how often it was called
     * @param sessions in how many sessions
     * @param share its part of all calls, from 0 to 1
     */
    record Tool(String tool, long calls, long sessions, double share) {}
}
