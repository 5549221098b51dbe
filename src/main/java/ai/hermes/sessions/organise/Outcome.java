package ai.hermes.sessions.organise;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What came of a deed for one conversation. */
enum Outcome {
    /** It is done, or would be. */
    CHANGED,
    /** It was so before. */
    UNCHANGED,
    /** It may not be done to this one. */
    REFUSED,
    /** The profile has no such session. */
    NOT_FOUND,
    /** It was changed otherwise since, so it is left as it is. */
    CONFLICT;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
