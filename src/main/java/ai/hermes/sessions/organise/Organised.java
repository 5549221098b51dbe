package ai.hermes.sessions.organise;

import ai.hermes.sessions.session.SessionSummary;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A conversation after something was done to it.
 *
 * @param session its row as it is now
 * @param note what is noted about it; there only after a note was set
 * @param changeId what to undo it by; there only if something was changed
 */
@JsonNaming(SnakeCaseStrategy.class)
record Organised(
        boolean ok,
        SessionSummary session,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> note,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong changeId) {

    /**
     * A conversation after it was moved to the trash.
     *
     * @param stateDbCleanupFailed always false: the agent's store is left as it is
     * @param session its row as it is now; not there where no such session was known
     * @param changeId what to undo it by; there only if something was changed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Trashed(
            boolean ok,
            boolean stateDbCleanupFailed,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<SessionSummary> session,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong changeId) {}
}
