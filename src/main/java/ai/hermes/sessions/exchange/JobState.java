package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far something is that is done in the background. */
enum JobState {
    /** Others are before it. */
    WAITING,
    /** It is being done. */
    RUNNING,
    /** All of it is done. */
    DONE,
    /** It could not be done. */
    FAILED,
    /** Somebody did not want it any more. */
    CANCELLED;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean over() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }
}
