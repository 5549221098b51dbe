package ai.hermes.sessions.search;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How something was searched. */
enum Way {
    /** Ids, titles, tags, notes and folders of conversations, in memory, for runs of characters. */
    MEMORY,
    /** Messages, by the index of words. */
    WORDS,
    /** Messages, by the index of runs of three characters. */
    PARTS,
    /** Messages, one by one, for runs of characters. */
    SCAN;

    /** The name on the wire. */
    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
