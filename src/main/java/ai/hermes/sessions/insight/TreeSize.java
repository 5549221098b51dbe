package ai.hermes.sessions.insight;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How large a table or an index is.
 *
 * @param name its name
 * @param table the table that it is, or is an index of
 * @param kind {@code table} or {@code index}
 * @param bytes its pages
 * @param how where the figure is from
 */
record TreeSize(String name, String table, String kind, long bytes, How how) {

    /** Where the size of a tree is from. */
    enum How {
        /** Its pages were counted. */
        COUNTED,
        /** It is too large to be counted, and what all others leave. */
        REMAINDER,
        /** Several are too large: its part of what all others leave, by the length of its rows. */
        ESTIMATED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static TreeSize of(Tree tree, long bytes, How how) {
        return new TreeSize(tree.name(), tree.table(), tree.kind(), bytes, how);
    }
}
