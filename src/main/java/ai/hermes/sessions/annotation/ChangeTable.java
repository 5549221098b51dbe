package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The journal of changes, as statements on one connection. */
record ChangeTable(Connection connection) {

    private static final String SELECT = """
            SELECT id, profile, action, made_at, changed, undoes,
              EXISTS (SELECT 1 FROM change AS later WHERE later.undoes = change.id) AS undone
            FROM change
            """;
    private static final String PAGE =
            SELECT + "WHERE profile = ? AND id < ? AND made_at >= ? ORDER BY id DESC LIMIT ?";
    private static final String ONE = SELECT + "WHERE profile = ? AND id = ? AND made_at >= ?";
    private static final String DELTAS = """
            SELECT root_id, delta FROM change_row WHERE change_id = ? ORDER BY root_id
            """;
    private static final String FORGET = """
            DELETE FROM change WHERE made_at < ?
            """;
    private static final String FORGET_ROWS = """
            DELETE FROM change_row WHERE root_id = ? AND change_id IN (SELECT id FROM change WHERE profile = ?)
            """;
    private static final String ADD = """
            INSERT INTO change (profile, action, made_at, changed, undoes) VALUES (?, ?, ?, ?, ?) RETURNING id
            """;
    private static final String ADD_ROW = """
            INSERT INTO change_row (change_id, root_id, delta) VALUES (?, ?, ?)
            """;

    /** The newest changes of a profile from before one. */
    List<Change> page(Profile profile, long before, double keptFrom, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setString(1, profile.name());
            statement.setLong(2, before);
            statement.setDouble(3, keptFrom);
            statement.setInt(4, limit);
            List<Change> changes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    changes.add(change(rows, profile));
                }
            }
            return changes;
        }
    }

    Optional<Change> find(Profile profile, long id, double keptFrom) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setString(1, profile.name());
            statement.setLong(2, id);
            statement.setDouble(3, keptFrom);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(change(row, profile)) : Optional.empty();
            }
        }
    }

    private static Change change(ResultSet row, Profile profile) throws SQLException {
        long undoes = row.getLong("undoes");
        return new Change(
                row.getLong("id"),
                profile,
                row.getString("action"),
                row.getDouble("made_at"),
                row.getInt("changed"),
                undoes == 0 ? OptionalLong.empty() : OptionalLong.of(undoes),
                row.getBoolean("undone"));
    }

    /** What a change did, conversation by conversation. */
    Map<ConversationKey, Delta> deltas(Change change) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELTAS)) {
            statement.setLong(1, change.id());
            Map<ConversationKey, Delta> deltas = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    deltas.put(
                            new ConversationKey(change.profile(), rows.getString("root_id")),
                            Delta.parse(rows.getString("delta")));
                }
            }
            return deltas;
        }
    }

    /** Removes what is kept of these conversations. */
    void forget(Set<ConversationKey> gone) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET_ROWS)) {
            for (ConversationKey key : gone) {
                statement.setString(1, key.rootId());
                statement.setString(2, key.profile().name());
                statement.executeUpdate();
            }
        }
    }

    /** Notes a change and forgets those that are too old; answers its id. */
    long add(Change.Note note, OptionalLong undoes, Map<ConversationKey, Delta> deltas) throws SQLException {
        forget(note.keptFrom());
        long id = add(note, undoes, deltas.size());
        try (PreparedStatement statement = connection.prepareStatement(ADD_ROW)) {
            for (Map.Entry<ConversationKey, Delta> each : deltas.entrySet()) {
                statement.setLong(1, id);
                statement.setString(2, each.getKey().rootId());
                statement.setString(3, each.getValue().json());
                statement.executeUpdate();
            }
        }
        return id;
    }

    private void forget(double before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setDouble(1, before);
            statement.executeUpdate();
        }
    }

    private long add(Change.Note note, OptionalLong undoes, int changed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, note.profile().name());
            statement.setString(2, note.action());
            statement.setDouble(3, note.at());
            statement.setInt(4, changed);
            if (undoes.isPresent()) {
                statement.setLong(5, undoes.getAsLong());
            } else {
                statement.setNull(5, Types.INTEGER);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.getLong(1);
            }
        }
    }
}
