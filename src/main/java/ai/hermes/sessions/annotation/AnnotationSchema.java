package ai.hermes.sessions.annotation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** How the tables of a database compare with those that this version knows. */
enum AnnotationSchema {
    /** The same. */
    CURRENT,
    /** Older, or none yet. */
    BEHIND,
    /** Made by a version that knows more. */
    NEWER;

    /** The versions of all migrations, in the order in which they are applied; those of the files in the build. */
    static final List<String> VERSIONS = List.of("1", "2", "3", "4", "5", "8", "9", "13", "14");

    /** What Flyway has written down of what it did. */
    private static final String APPLIED = """
            SELECT version, success FROM flyway_schema_history ORDER BY installed_rank
            """;

    /** @throws org.flywaydb.core.api.FlywayException if the database cannot be read or was changed by somebody else */
    static AnnotationSchema of(DataSource database) {
        if (current(database)) {
            return CURRENT;
        }
        Flyway flyway = migrations(database);
        MigrationInfo[] all = flyway.info().all();
        if (Arrays.stream(all)
                .anyMatch(it -> it.getState().isApplied() && !it.getState().isResolved())) {
            return NEWER;
        }
        return flyway.info().pending().length == 0 ? CURRENT : BEHIND;
    }

    /**
     * Whether all that is known was applied, and nothing else. That is so at nearly every start, a tenth of which it
     * would take to bring Flyway to life only to be told so. Whatever is otherwise than usual Flyway looks at.
     */
    private static boolean current(DataSource database) {
        List<String> applied = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(APPLIED)) {
            while (rows.next()) {
                if (!rows.getBoolean("success")) {
                    return false;
                }
                applied.add(rows.getString("version"));
            }
        } catch (SQLException e) {
            // There are no tables yet, or it is no database; Flyway says which.
            return false;
        }
        return applied.equals(VERSIONS);
    }

    /** Brings the tables up to date. */
    static void migrate(DataSource database) {
        migrations(database).migrate();
    }

    private static Flyway migrations(DataSource database) {
        return Flyway.configure(AnnotationSchema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/annotation")
                .load();
    }
}
