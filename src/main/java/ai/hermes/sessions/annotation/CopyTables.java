package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The tables of copies, as statements on one connection. */
record CopyTables(Connection connection) {

    private static final String COPIES = """
            SELECT
              id, profile, kind, parent_id, title, workspace, model, provider, toolsets, created_at, changed_at,
              clear_generation,
              coalesce(s.messages, 0) AS messages,
              coalesce(s.user_messages, 0) AS user_messages,
              coalesce(s.bytes, 0) AS bytes,
              imported.digest, original_id, source, started_at, active_at, input_tokens, output_tokens,
              cache_read_tokens, cache_write_tokens, cost, imported_at
            FROM copy
            LEFT JOIN imported ON imported.copy_id = copy.id
            LEFT JOIN (
              SELECT copy_id, count(*) AS messages, sum(role = 'user') AS user_messages, sum(size) AS bytes
              FROM copy_message
              GROUP BY copy_id
            ) s ON s.copy_id = copy.id
            WHERE complete = 1
            """;
    private static final String PUT = """
            INSERT INTO copy (
              id, profile, kind, parent_id, title, workspace, model, provider, toolsets, created_at, changed_at,
              clear_generation, complete)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
              title = excluded.title,
              workspace = excluded.workspace,
              model = excluded.model,
              provider = excluded.provider,
              toolsets = excluded.toolsets,
              changed_at = excluded.changed_at,
              clear_generation = excluded.clear_generation,
              complete = excluded.complete
            """;
    private static final String PUT_IMPORTED = """
            INSERT INTO imported (
              copy_id, digest, original_id, source, started_at, active_at, input_tokens, output_tokens,
              cache_read_tokens, cache_write_tokens, cost, imported_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String REMOVE = "DELETE FROM copy WHERE id = ?";
    private static final String REMOVE_LEFT_BEHIND = "DELETE FROM copy WHERE complete = 0 AND created_at < ?";
    private static final String ADD_MESSAGE = """
            INSERT INTO copy_message (
              copy_id, number, role, content_size, calls_size, thought_size, summarised, synthetic, sent_at, size,
              message)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String CUT = "DELETE FROM copy_message WHERE copy_id = ? AND number >= ?";
    private static final String SIZE = """
            SELECT count(*) AS messages, coalesce(sum(role = 'user'), 0) AS user_messages, coalesce(sum(size), 0) AS bytes
            FROM copy_message
            WHERE copy_id = ?
            """;
    private static final String OUTLINES = """
            SELECT number, role, content_size, calls_size, thought_size, summarised, synthetic, sent_at
            FROM copy_message
            WHERE copy_id = ? AND number >= ? AND number < ?
            ORDER BY number
            """;
    private static final String LAST = """
            SELECT number, role, content_size, calls_size, thought_size, summarised, synthetic, sent_at
            FROM copy_message
            WHERE copy_id = ?
            ORDER BY number DESC
            LIMIT 1
            """;
    private static final String CONTAINING = """
            SELECT copy.profile, copy_message.copy_id, copy_message.number
            FROM copy_message
            JOIN copy ON copy.id = copy_message.copy_id
            WHERE copy.complete = 1 AND (instr(message, ?) OR instr(message, ?))
            ORDER BY copy_message.copy_id, copy_message.number
            """;
    private static final String MESSAGES = """
            SELECT message FROM copy_message WHERE copy_id = ? AND number >= ? AND number < ? ORDER BY number
            """;

    /** Where one of two texts is. */
    List<CopyRepository.Place> containing(String text, String other) throws SQLException {
        List<CopyRepository.Place> places = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CONTAINING)) {
            statement.setString(1, text);
            statement.setString(2, other);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String id = rows.getString("copy_id");
                    long number = rows.getLong("number");
                    Profile.named(rows.getString("profile"))
                            .ifPresent(it -> places.add(new CopyRepository.Place(it, id, number)));
                }
            }
        }
        return places;
    }

    /** All that are complete, by id. What is of a profile that no home could have is left out. */
    Map<String, Copy> all() throws SQLException {
        Map<String, Copy> copies = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COPIES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<Profile> profile = Profile.named(rows.getString("profile"));
                if (profile.isPresent()) {
                    Copy copy = copy(rows, profile.get());
                    copies.put(copy.id(), copy);
                }
            }
        }
        return Map.copyOf(copies);
    }

    private static Copy copy(ResultSet row, Profile profile) throws SQLException {
        return new Copy(
                row.getString("id"),
                profile,
                Copy.Kind.of(row.getString("kind")),
                row.getString("parent_id"),
                row.getString("title"),
                row.getString("workspace"),
                row.getString("model"),
                row.getString("provider"),
                Optional.ofNullable(row.getString("toolsets")).map(TextList::read),
                row.getDouble("created_at"),
                row.getDouble("changed_at"),
                row.getLong("clear_generation"),
                size(row),
                Optional.ofNullable(row.getString("digest")).isPresent()
                        ? Optional.of(imported(row))
                        : Optional.empty());
    }

    private static Imported imported(ResultSet row) throws SQLException {
        double cost = row.getDouble("cost");
        OptionalDouble known = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(cost);
        return new Imported(
                row.getString("digest"),
                row.getString("original_id"),
                row.getString("source"),
                row.getDouble("started_at"),
                row.getDouble("active_at"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getLong("cache_read_tokens"),
                row.getLong("cache_write_tokens"),
                known,
                row.getDouble("imported_at"));
    }

    /** Notes what is known of the first place of one that was brought in. */
    void put(String id, Imported imported) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT_IMPORTED)) {
            statement.setString(1, id);
            statement.setString(2, imported.digest());
            statement.setString(3, imported.originalId());
            statement.setString(4, imported.source());
            statement.setDouble(5, imported.startedAt());
            statement.setDouble(6, imported.activeAt());
            statement.setLong(7, imported.inputTokens());
            statement.setLong(8, imported.outputTokens());
            statement.setLong(9, imported.cacheReadTokens());
            statement.setLong(10, imported.cacheWriteTokens());
            if (imported.cost().isPresent()) {
                statement.setDouble(11, imported.cost().getAsDouble());
            } else {
                statement.setNull(11, Types.REAL);
            }
            statement.setDouble(12, imported.importedAt());
            statement.executeUpdate();
        }
    }

    private static Copy.Size size(ResultSet row) throws SQLException {
        return new Copy.Size(row.getLong("messages"), row.getLong("user_messages"), row.getLong("bytes"));
    }

    /** @param complete whether it is to be shown */
    void put(Copy copy, boolean complete) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setString(1, copy.id());
            statement.setString(2, copy.profile().name());
            statement.setString(3, copy.kind().column());
            statement.setString(4, copy.parentId());
            statement.setString(5, copy.title());
            statement.setString(6, copy.workspace());
            statement.setString(7, copy.model());
            statement.setString(8, copy.provider());
            statement.setString(9, copy.toolsets().map(TextList::write).orElse(null));
            statement.setDouble(10, copy.createdAt());
            statement.setDouble(11, copy.changedAt());
            statement.setLong(12, copy.clearGeneration());
            statement.setBoolean(13, complete);
            statement.executeUpdate();
        }
    }

    /** Removes one with its messages. */
    void remove(String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    /** Removes what was begun before that time and never completed. */
    void removeLeftBehind(double before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE_LEFT_BEHIND)) {
            statement.setDouble(1, before);
            statement.executeUpdate();
        }
    }

    void add(String id, List<CopiedMessage> messages) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD_MESSAGE)) {
            for (CopiedMessage message : messages) {
                CopiedMessage.Outline outline = message.outline();
                statement.setString(1, id);
                statement.setLong(2, outline.number());
                statement.setString(3, outline.role());
                statement.setLong(4, outline.contentSize());
                statement.setLong(5, outline.callsSize());
                statement.setLong(6, outline.thoughtSize());
                statement.setBoolean(7, outline.summarised());
                statement.setBoolean(8, outline.synthetic());
                statement.setDouble(9, outline.sentAt());
                statement.setLong(10, message.message().getBytes(StandardCharsets.UTF_8).length);
                statement.setString(11, message.message());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Removes all messages from a number on. */
    void cut(String id, long keep) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CUT)) {
            statement.setString(1, id);
            statement.setLong(2, keep);
            statement.executeUpdate();
        }
    }

    Copy.Size size(String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return size(rows);
            }
        }
    }

    List<CopiedMessage.Outline> outlines(String id, long from, long to) throws SQLException {
        List<CopiedMessage.Outline> outlines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OUTLINES)) {
            statement.setString(1, id);
            statement.setLong(2, from);
            statement.setLong(3, to);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    outlines.add(outline(rows));
                }
            }
        }
        return outlines;
    }

    Optional<CopiedMessage.Outline> last(String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST)) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(outline(rows)) : Optional.empty();
            }
        }
    }

    private static CopiedMessage.Outline outline(ResultSet row) throws SQLException {
        return new CopiedMessage.Outline(
                row.getLong("number"),
                row.getString("role"),
                row.getLong("content_size"),
                row.getLong("calls_size"),
                row.getLong("thought_size"),
                row.getBoolean("summarised"),
                row.getBoolean("synthetic"),
                row.getDouble("sent_at"));
    }

    /** Messages as JSON. */
    List<String> messages(String id, long from, long to) throws SQLException {
        List<String> messages = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
            statement.setString(1, id);
            statement.setLong(2, from);
            statement.setLong(3, to);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    messages.add(rows.getString("message"));
                }
            }
        }
        return messages;
    }
}
