package ai.hermes.sessions.finder;

import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Some rows of a store that were looked through.
 *
 * @param places what was found
 * @param rows how many rows there were
 * @param last the greatest of their numbers; the one that was begun after where there were none
 */
record Slice(List<Place> places, int rows, long last) {

    private static final String MESSAGES = """
            SELECT
              id,
              session_id,
              instr(content, ?) OR instr(content, ?) AS in_content,
              instr(tool_calls, ?) OR instr(tool_calls, ?) AS in_calls,
              instr(tool_name, ?) OR instr(tool_name, ?) AS in_tool_name,
              instr({messages.reasoning:NULL}, ?) OR instr({messages.reasoning:NULL}, ?) AS in_reasoning,
              instr({messages.reasoning_content:NULL}, ?) OR instr({messages.reasoning_content:NULL}, ?) AS in_reasoning_content,
              instr({messages.reasoning_details:NULL}, ?) OR instr({messages.reasoning_details:NULL}, ?) AS in_details,
              instr({messages.codex_reasoning_items:NULL}, ?) OR instr({messages.codex_reasoning_items:NULL}, ?) AS in_codex,
              instr({messages.codex_message_items:NULL}, ?) OR instr({messages.codex_message_items:NULL}, ?) AS in_items,
              instr({messages.api_content:NULL}, ?) OR instr({messages.api_content:NULL}, ?) AS in_api_content
            FROM messages
            WHERE id > ?
            ORDER BY id
            LIMIT ?
            """;
    private static final List<String> IN_MESSAGES = List.of(
            "content",
            "calls",
            "tool_name",
            "reasoning",
            "reasoning_content",
            "details",
            "codex",
            "items",
            "api_content");

    private static final String SESSIONS = """
            SELECT
              rowid AS number,
              id,
              instr({sessions.title:NULL}, ?) OR instr({sessions.title:NULL}, ?) AS in_title,
              instr({sessions.system_prompt:NULL}, ?) OR instr({sessions.system_prompt:NULL}, ?) AS in_system_prompt,
              instr({sessions.model_config:NULL}, ?) OR instr({sessions.model_config:NULL}, ?) AS in_model_config
            FROM sessions
            WHERE rowid > ?
            ORDER BY rowid
            LIMIT ?
            """;
    private static final List<String> IN_SESSIONS = List.of("title", "system_prompt", "model_config");

    static Slice ofMessages(StoreConnection connection, Profile profile, Secret secret, long after, int limit)
            throws SQLException {
        return of(
                connection,
                MESSAGES,
                IN_MESSAGES,
                binds(secret, IN_MESSAGES.size(), after, limit),
                after,
                row -> new Place(profile.name(), row.text("session_id"), OptionalLong.of(row.number("id")), ""),
                "id");
    }

    static Slice ofSessions(StoreConnection connection, Profile profile, Secret secret, long after, int limit)
            throws SQLException {
        return of(
                connection,
                SESSIONS,
                IN_SESSIONS,
                binds(secret, IN_SESSIONS.size(), after, limit),
                after,
                row -> new Place(profile.name(), row.text("id"), OptionalLong.empty(), ""),
                "number");
    }

    private static Slice of(
            StoreConnection connection,
            String sql,
            List<String> columns,
            Object[] binds,
            long after,
            StoreConnection.RowMapper<Place> where,
            String number)
            throws SQLException {
        List<Place> places = new ArrayList<>();
        List<Long> numbers = connection.list(
                sql,
                row -> {
                    for (String column : columns) {
                        if (row.flag("in_" + column)) {
                            Place place = where.map(row);
                            places.add(new Place(place.profile(), place.sessionId(), place.messageId(), column));
                        }
                    }
                    return row.number(number);
                },
                binds);
        return new Slice(places, numbers.size(), numbers.isEmpty() ? after : numbers.get(numbers.size() - 1));
    }

    private static Object[] binds(Secret secret, int columns, long after, int limit) {
        List<Object> binds = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            binds.add(secret.plain());
            binds.add(secret.escaped());
        }
        binds.add(after);
        binds.add(limit);
        return binds.toArray();
    }
}
