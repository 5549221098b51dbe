package ai.hermes.sessions.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;
import java.util.Map;

/**
 * What the agent made of what it was offered.
 *
 * @param ok whether it took all that there was to offer
 * @param sessionId the session that it was offered for: the newest of the conversation
 * @param fields the result for each field that was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
record Offer(boolean ok, String sessionId, Map<String, Result> fields) {

    static Offer of(String sessionId, Map<String, Result> fields) {
        boolean ok =
                fields.values().stream().allMatch(it -> it.state() == State.ACCEPTED || it.state() == State.NOT_SET);
        return new Offer(ok, sessionId, fields);
    }

    /**
     * What became of one field.
     *
     * @param state in a word
     * @param reason more about a refusal or a failure, a word for programs; else not there
     * @param message the same for people; not there where it was accepted
     */
    record Result(
            State state,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String message) {

        static Result of(State state, String reason) {
            return new Result(state, reason, state.message);
        }
    }

    /** What can become of a field. */
    public enum State {
        /** The agent took it. */
        ACCEPTED(""),
        /** Nobody set it here, so there was nothing to offer. */
        NOT_SET("Nothing of its own is set for this conversation, so there was nothing to offer."),
        /** The agent is too old for it. */
        UNSUPPORTED("This agent does not let others set that. It stays with this service."),
        /** The agent does not take this value. */
        REFUSED("The agent does not take this value: another session may have the title. It stays with this service."),
        /** It could not be offered. */
        FAILED("The agent could not be asked, or failed. It stays with this service; try again.");

        private final String message;

        State(String message) {
            this.message = message;
        }

        /** The name on the wire, such as {@code not_set}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
