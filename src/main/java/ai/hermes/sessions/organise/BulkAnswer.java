package ai.hermes.sessions.organise;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.OptionalLong;

/**
 * What came of a deed for many conversations.
 *
 * @param changeId what to undo it by; null where nothing was changed
 * @param dryRun whether nothing was changed on purpose
 * @param total how many conversations were asked for
 * @param changed how many of them were changed, or would be
 * @param results one for each, in the order in which they were asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
record BulkAnswer(boolean ok, OptionalLong changeId, boolean dryRun, int total, int changed, List<OutcomeRow> results) {

    static BulkAnswer of(OptionalLong changeId, boolean dryRun, List<OutcomeRow> rows) {
        int changed = (int)
                rows.stream().filter(it -> it.outcome() == Outcome.CHANGED).count();
        return new BulkAnswer(true, changeId, dryRun, rows.size(), changed, rows);
    }
}
