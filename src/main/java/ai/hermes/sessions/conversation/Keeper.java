package ai.hermes.sessions.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who has the messages of a conversation. */
public enum Keeper {
    /** The agent, in the store of a profile. */
    STORE,
    /** The old web UI, in files of its own. */
    WEBUI,
    /** This service: a copy that people may cut and clear. */
    COPY;

    /** The name on the wire. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
