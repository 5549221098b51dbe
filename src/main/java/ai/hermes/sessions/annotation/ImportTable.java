package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The table of what was taken over, as statements on one connection. */
record ImportTable(Connection connection) {

    private static final String ALL = "SELECT kind, profile, id FROM webui_import";
    private static final String MARK = """
            INSERT INTO webui_import (kind, profile, id, imported_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (kind, profile, id) DO NOTHING
            """;

    Set<ImportMark> all() throws SQLException {
        Set<ImportMark> marks = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(ALL);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ImportMark.Kind kind =
                        ImportMark.Kind.valueOf(rows.getString("kind").toUpperCase(Locale.ROOT));
                String id = rows.getString("id");
                Profile.named(rows.getString("profile")).ifPresent(it -> marks.add(new ImportMark(kind, it, id)));
            }
        }
        return marks;
    }

    void add(Set<ImportMark> marks, double at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            for (ImportMark mark : marks) {
                statement.setString(1, mark.kind().wireName());
                statement.setString(2, mark.profile().name());
                statement.setString(3, mark.id());
                statement.setDouble(4, at);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
