package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
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
import java.util.Set;

/** The tables, as statements on one connection. */
record AnnotationTables(Connection connection) {

    private static final String PROJECTS = """
            SELECT id, name, color, profile, created_at FROM project ORDER BY position, created_at, id
            """;
    private static final String ANNOTATIONS = """
            SELECT profile, root_id, pinned, archived, hidden, title, project_id, note, trashed_at, read_at FROM annotation
            """;
    private static final String ANNOTATE = """
            INSERT INTO annotation
              (profile, root_id, pinned, archived, hidden, title, project_id, note, trashed_at, read_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (profile, root_id) DO UPDATE SET
              pinned = excluded.pinned,
              archived = excluded.archived,
              hidden = excluded.hidden,
              title = excluded.title,
              project_id = excluded.project_id,
              note = excluded.note,
              trashed_at = excluded.trashed_at,
              read_at = excluded.read_at
            """;
    private static final String FORGET = """
            DELETE FROM annotation WHERE profile = ? AND root_id = ?
            """;
    private static final String ADD_PROJECT = """
            INSERT INTO project (id, name, color, profile, created_at, position)
            VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM project))
            """;
    private static final String CHANGE_PROJECT = """
            UPDATE project SET name = ?, color = ? WHERE id = ?
            """;
    private static final String PLACE_PROJECT = """
            UPDATE project SET position = ? WHERE id = ?
            """;
    private static final String REMOVE_PROJECT = """
            DELETE FROM project WHERE id = ?
            """;

    /** All there is. What is of a profile that no home could have is left out. */
    Annotations all() throws SQLException {
        Map<ConversationKey, Annotation> annotations = new HashMap<>();
        Map<ConversationKey, Tags> tags = new TagTable(connection).all();
        try (PreparedStatement statement = connection.prepareStatement(ANNOTATIONS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<Profile> profile = Profile.named(rows.getString("profile"));
                if (profile.isPresent()) {
                    ConversationKey key = new ConversationKey(profile.get(), rows.getString("root_id"));
                    annotations.put(key, annotation(rows, tags.getOrDefault(key, Tags.NONE)));
                }
            }
        }
        return new Annotations(annotations, projects());
    }

    /** All projects, in the order in which people see them. */
    List<Project> projects() throws SQLException {
        List<Project> projects = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PROJECTS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Optional<Profile> profile = Profile.named(rows.getString("profile"));
                if (profile.isPresent()) {
                    projects.add(new Project(
                            rows.getString("id"),
                            rows.getString("name"),
                            Optional.ofNullable(rows.getString("color")),
                            profile.get(),
                            rows.getDouble("created_at")));
                }
            }
        }
        return projects;
    }

    private static Annotation annotation(ResultSet row, Tags tags) throws SQLException {
        return new Annotation(
                flag(row, "pinned"),
                flag(row, "archived"),
                flag(row, "hidden"),
                Optional.ofNullable(row.getString("title")),
                Optional.ofNullable(row.getString("project_id")),
                tags,
                Optional.ofNullable(row.getString("note")),
                time(row, "trashed_at"),
                time(row, "read_at"));
    }

    private static OptionalDouble time(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static ThreeState flag(ResultSet row, String column) throws SQLException {
        boolean value = row.getInt(column) != 0;
        return row.wasNull() ? ThreeState.UNSET : ThreeState.of(value);
    }

    /** Writes what is now added to these conversations, and their tags where they differ from those before. */
    void annotate(Map<ConversationKey, Annotation> changed, Annotations before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANNOTATE)) {
            for (Map.Entry<ConversationKey, Annotation> each : changed.entrySet()) {
                Annotation annotation = each.getValue();
                statement.setString(1, each.getKey().profile().name());
                statement.setString(2, each.getKey().rootId());
                set(statement, 3, annotation.pinned());
                set(statement, 4, annotation.archived());
                set(statement, 5, annotation.hidden());
                set(statement, 6, annotation.title());
                set(statement, 7, annotation.projectId());
                set(statement, 8, annotation.note());
                set(statement, 9, annotation.trashedAt());
                set(statement, 10, annotation.readAt());
                statement.executeUpdate();
            }
        }
        TagTable tags = new TagTable(connection);
        for (Map.Entry<ConversationKey, Annotation> each : changed.entrySet()) {
            Tags now = each.getValue().tags();
            if (!now.equals(before.of(each.getKey()).tags())) {
                tags.set(each.getKey(), now);
            }
        }
    }

    /** Removes all that was added to these conversations. */
    void forget(Set<ConversationKey> gone) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            for (ConversationKey key : gone) {
                statement.setString(1, key.profile().name());
                statement.setString(2, key.rootId());
                statement.executeUpdate();
            }
        }
    }

    void add(Project project) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD_PROJECT)) {
            statement.setString(1, project.id());
            statement.setString(2, project.name());
            set(statement, 3, project.color());
            statement.setString(4, project.profile().name());
            statement.setDouble(5, project.createdAt());
            statement.executeUpdate();
        }
    }

    /** Gives a project another name and color. */
    void change(Project project) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHANGE_PROJECT)) {
            statement.setString(1, project.name());
            set(statement, 2, project.color());
            statement.setString(3, project.id());
            statement.executeUpdate();
        }
    }

    /** Puts a project in its place among all. */
    void place(Project project, int position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE_PROJECT)) {
            statement.setInt(1, position);
            statement.setString(2, project.id());
            statement.executeUpdate();
        }
    }

    /** Removes a project; its conversations stay, in none. */
    void remove(Project project) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REMOVE_PROJECT)) {
            statement.setString(1, project.id());
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int at, ThreeState value) throws SQLException {
        if (value == ThreeState.UNSET) {
            statement.setNull(at, Types.INTEGER);
        } else {
            statement.setInt(at, value == ThreeState.YES ? 1 : 0);
        }
    }

    private static void set(PreparedStatement statement, int at, Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            statement.setString(at, value.get());
        } else {
            statement.setNull(at, Types.VARCHAR);
        }
    }

    private static void set(PreparedStatement statement, int at, OptionalDouble value) throws SQLException {
        if (value.isPresent()) {
            statement.setDouble(at, value.getAsDouble());
        } else {
            statement.setNull(at, Types.REAL);
        }
    }
}
