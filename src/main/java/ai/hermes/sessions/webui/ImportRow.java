package ai.hermes.sessions.webui;

import ai.hermes.sessions.annotation.ImportMark;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of one thing of the old web UI.
 *
 * @param kind what it is
 * @param id of the project or the session
 * @param profile whose it is
 * @param name the project's name, or the session's title
 * @param outcome what becomes of it
 * @param reason why it is skipped; absent otherwise
 */
record ImportRow(
        ImportMark.Kind kind,
        String id,
        String profile,
        String name,
        Outcome outcome,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason) {

    /** What can become of it. */
    enum Outcome {
        /** It is taken over. */
        IMPORTED,
        /** It was taken over before; whatever people made of it since stays. */
        ALREADY,
        /** People said something else here before; that stays. */
        KEPT,
        /** It cannot be taken over. */
        SKIPPED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
