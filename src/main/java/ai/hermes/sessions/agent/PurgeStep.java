package ai.hermes.sessions.agent;

import ai.hermes.sessions.conversation.Conversation;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * One step through the trash.
 *
 * @param ok whether all of it went well
 * @param dryRun whether only was told what would be done
 * @param total conversations that were in the trash when the step began
 * @param purged how many of them are gone, or of a dry run, would be
 * @param results each conversation of the step
 * @param nextCursor where the next step begins; null where nothing is left for one
 */
@JsonNaming(SnakeCaseStrategy.class)
record PurgeStep(boolean ok, boolean dryRun, int total, long purged, List<Purge> results, Optional<String> nextCursor) {

    /** @param rest the conversations that were still to be done, in order, those of the step included */
    static PurgeStep of(int total, List<Conversation> rest, List<Purge> results, boolean dryRun) {
        long purged = results.stream().filter(Purge::ok).count();
        Optional<String> next = results.size() < rest.size()
                ? Optional.of(results.get(results.size() - 1).conversationId())
                : Optional.empty();
        return new PurgeStep(purged == results.size(), dryRun, total, purged, results, next);
    }
}
