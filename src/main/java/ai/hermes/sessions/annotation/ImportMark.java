package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something that was taken over from the old web UI and is not taken over again.
 *
 * @param kind what it was
 * @param profile whose
 * @param id of the project or the session
 */
public record ImportMark(Kind kind, Profile profile, String id) {

    /** What can be taken over. */
    public enum Kind {
        /** A project. */
        PROJECT,
        /** That a session was in a project. */
        MEMBERSHIP,
        /** That a session was kept at hand. */
        PIN,
        /** That a session was out of the default list. */
        ARCHIVE,
        /** The title that a person gave it. */
        TITLE;

        /** The name in the table and on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
