package ai.hermes.sessions.organise;

import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * What came of a deed for one conversation.
 *
 * @param sessionId the id that was asked for, else that of the tip
 * @param error why it was not done, for people; there only where it was not
 * @param code a stable name of that, for programs; there only where it was not
 */
@JsonNaming(SnakeCaseStrategy.class)
record OutcomeRow(
        String sessionId,
        Outcome outcome,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> error,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> code) {

    static OutcomeRow of(String sessionId, Outcome outcome) {
        return new OutcomeRow(sessionId, outcome, Optional.empty(), Optional.empty());
    }

    static OutcomeRow of(String sessionId, Outcome outcome, ApiException refusal) {
        return new OutcomeRow(
                sessionId,
                outcome,
                Optional.of(refusal.answer().error()),
                Optional.of(refusal.answer().code()));
    }
}
