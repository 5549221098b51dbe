package ai.hermes.sessions.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be asked of the agent now.
 *
 * @param profile whose agent it is
 * @param state how its API server is
 * @param purge whether conversations can be deleted for good
 * @param offer whether titles, archive and pins can be offered to it
 * @param message what is the case, for people
 * @param consequence what it means; not there where all is well
 * @param remedy what to do; not there where all is well
 * @param reason more about a server that does not answer, such as {@code timed_out} or {@code http_503}; else not there
 * @param ageSeconds how long ago the server was asked
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AgentStatus(
        String profile,
        AgentState state,
        boolean purge,
        boolean offer,
        String message,
        String consequence,
        String remedy,
        Optional<String> reason,
        double ageSeconds) {

    static AgentStatus of(String profile, AgentState state, Optional<String> reason, double ageSeconds) {
        boolean ok = state == AgentState.OK;
        return new AgentStatus(
                profile, state, ok, ok, state.message(), state.consequence(), state.remedy(), reason, ageSeconds);
    }

    /** The word for why no answer came. */
    static String word(Reply reply) {
        return reply instanceof Reply.Answer answer
                ? "http_" + answer.status()
                : ((Reply.Failure) reply).name().toLowerCase(Locale.ROOT);
    }
}
