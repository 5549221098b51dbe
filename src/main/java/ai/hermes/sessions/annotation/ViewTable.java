package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of saved views, as statements on one connection. */
record ViewTable(Connection connection) {

    private static final String ALL = """
            SELECT id, profile, name, query, created_at FROM saved_view ORDER BY position, created_at, id
            """;
    private static final String ADD = """
            INSERT INTO saved_view (id, profile, name, query, created_at, position)
            VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_view))
            """;
    private static final String CHANGE = """
            UPDATE saved_view SET name = ?, query = ? WHERE id = ?
            """;
    private static final String PLACE = """
            UPDATE saved_view SET position = ? WHERE id = ?
            """;
    private static final String REMOVE = """
            DELETE FROM saved_view WHERE id = ?
            """;

    List<SavedView> all() throws SQLException {
        List<SavedView> views = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<Profile> profile = Profile.named(rows.getString("profile"));
                if (profile.isPresent()) {
                    views.add(new SavedView(
                            rows.getString("id"),
                            profile.get(),
                            rows.getString("name"),
                            rows.getString("query"),
                            rows.getDouble("created_at")));
                }
            }
        }
        return views;
    }

    void add(SavedView view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, view.id());
            statement.setString(2, view.profile().name());
            statement.setString(3, view.name());
            statement.setString(4, view.query());
            statement.setDouble(5, view.createdAt());
            statement.executeUpdate();
        }
    }

    void change(SavedView view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHANGE)) {
            statement.setString(1, view.name());
            statement.setString(2, view.query());
            statement.setString(3, view.id());
            statement.executeUpdate();
        }
    }

    /** Puts views into that order. */
    void order(List<SavedView> views) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE)) {
            for (int i = 0; i < views.size(); i++) {
                statement.setInt(1, i + 1);
                statement.setString(2, views.get(i).id());
                statement.executeUpdate();
            }
        }
    }

    void remove(SavedView view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            statement.setString(1, view.id());
            statement.executeUpdate();
        }
    }
}
