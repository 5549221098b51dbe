package ai.hermes.sessions.session;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What is to be recovered. There are no files beside the store that could fall out of step with it.
 *
 * @param status always {@code ok}
 * @param items always empty
 */
record RecoveryAudit(String status, Summary summary, List<Object> items) {

    static RecoveryAudit of(int sessions) {
        return new RecoveryAudit("ok", new Summary(sessions, 0, 0), List.of());
    }

    /**
     * Numbers of sessions.
     *
     * @param ok those that were read
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Summary(int ok, int repairable, int unsafeToRepair) {}
}
