package ai.hermes.sessions.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How well something is. */
enum Level {
    /** In order. */
    PASS,
    /** It works, but somebody should look at it. */
    WARN,
    /** It does not work. */
    FAIL;

    /** The level as it is written on the wire. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
