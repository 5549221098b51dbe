package ai.hermes.sessions.webui;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a file of the old web UI is not among the sessions. */
enum Trouble {
    /** It could not be opened or read. */
    UNREADABLE("cannot be read"),
    /** It is no JSON, or not that of a session with the file's name. */
    MALFORMED("is not the JSON of a session"),
    /** Its end is missing. */
    CUT("ends too early"),
    /** It is larger than {@code hermes.webui.max-file-size}. */
    TOO_LARGE("is larger than hermes.webui.max-file-size allows");

    private final String sentence;

    Trouble(String sentence) {
        this.sentence = sentence;
    }

    /** Goes on after the name of the file. */
    String sentence() {
        return sentence;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
