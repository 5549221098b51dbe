package ai.hermes.sessions.exchange;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What is to be exported. It says all that its file depends on, besides the conversations: made anew of the same ones
 * it has the same bytes.
 *
 * @param id by which it is asked for
 * @param createdAt when it was asked for, in milliseconds since 1970
 * @param format of the file
 * @param inside formats of the files in a ZIP; empty for others
 * @param subjects the conversations, in their order
 */
@JsonNaming(SnakeCaseStrategy.class)
record Export(String id, long createdAt, Format format, List<Format> inside, List<Chosen> subjects) {

    Export {
        inside = List.copyOf(inside);
        subjects = List.copyOf(subjects);
    }

    /**
     * A conversation.
     *
     * @param profile whose it is
     * @param rootId id of its first session
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Chosen(String profile, String rootId) {}

    double seconds() {
        return createdAt / 1000.0;
    }

    String fileName() {
        return (subjects.size() == 1
                        ? "hermes-" + subjects.get(0).rootId().replaceAll("[^A-Za-z0-9._-]", "_")
                        : "hermes-export-" + id)
                + "." + format.suffix();
    }
}
