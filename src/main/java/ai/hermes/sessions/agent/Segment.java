package ai.hermes.sessions.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;

/**
 * What became of one session of a conversation that was to be deleted.
 *
 * @param sessionId which one
 * @param state what became of it
 * @param reason why it is still there, a word for programs such as {@code timed_out}; not there where it is not
 */
@JsonNaming(SnakeCaseStrategy.class)
record Segment(
        String sessionId,
        State state,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {

    /** What became of a session. */
    public enum State {
        /** The agent deleted it. */
        DELETED,
        /** It was not there any more. */
        ALREADY_GONE,
        /** A turn runs in it. */
        ACTIVE_TURN,
        /** It could not be deleted. */
        FAILED,
        /** It was left alone because a later session of the conversation is still there. */
        NOT_TRIED,
        /** Nothing was to be done yet. */
        WOULD_BE_DELETED;

        /** The name on the wire, such as {@code already_gone}. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Segment of(String sessionId, State state) {
        return new Segment(sessionId, state, "");
    }

    static Segment failed(String sessionId, String reason) {
        return new Segment(sessionId, State.FAILED, reason);
    }

    /** Whether it is not in the store any more. */
    boolean gone() {
        return state == State.DELETED || state == State.ALREADY_GONE;
    }

    /** What became of it, in a word or two for the log. */
    String word() {
        return reason.isEmpty() ? state.wireName() : state.wireName() + " " + reason;
    }
}
