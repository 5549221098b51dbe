package ai.hermes.sessions.transcript;

import ai.hermes.sessions.store.Row;
import java.sql.SQLException;

/**
 * What is known of a stored message without its texts, as {@link Outline}, and where it stands.
 *
 * @param place where it stands: of a message that is stored more than once, where it first stood
 * @param live whether the agent still uses it
 * @param summarised whether the agent replaced it by a summary; neither live nor summarised it was undone
 * @param hidden whether it is never shown
 */
record Entry(
        Place place,
        long id,
        String role,
        long contentSize,
        long callsSize,
        long thoughtSize,
        boolean live,
        boolean summarised,
        boolean hidden) {

    /** Sizes and flags stand in the head of a row, see {@link Outline}. */
    static final String COLUMNS = """
            messages.id AS id,
            messages.role AS role,
            octet_length(messages.content) AS content_size,
            octet_length(messages.tool_calls) AS calls_size,
            max(
              coalesce(octet_length({messages.reasoning:NULL}), 0),
              coalesce(octet_length({messages.reasoning_content:NULL}), 0)) AS thought_size,
            {messages.active:1} IS NOT 0 AS live,
            {messages.active:1} IS 0 AND {messages.compacted:0} = 1 AS summarised,
            {messages.display_kind:NULL} IS 'hidden' OR messages.role IS 'session_meta' AS hidden
            """;

    static Entry of(Row row, int segment) throws SQLException {
        long id = row.number("id");
        return new Entry(
                new Place(segment, id),
                id,
                row.text("role"),
                row.number("content_size"),
                row.number("calls_size"),
                row.number("thought_size"),
                row.flag("live"),
                row.flag("summarised"),
                row.flag("hidden"));
    }

    /** The same message where another one stands. */
    Entry at(Place other) {
        return new Entry(other, id, role, contentSize, callsSize, thoughtSize, live, summarised, hidden);
    }

    boolean rewound() {
        return !live && !summarised;
    }

    /** Bytes of its largest text. */
    long largest() {
        return Math.max(contentSize, Math.max(callsSize, thoughtSize));
    }

    /** About how many bytes it takes on the wire. */
    long cost(Limits limits) {
        return OVERHEAD
                + Math.min(contentSize, limits.content(role))
                + Math.min(callsSize, limits.other())
                + Math.min(thoughtSize, limits.other());
    }

    private static final int OVERHEAD = 256;
}
