package ai.hermes.sessions.annotation;

import java.util.Arrays;
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

    /** @throws org.flywaydb.core.api.FlywayException if the database cannot be read or was changed by somebody else */
    static AnnotationSchema of(DataSource database) {
        Flyway flyway = migrations(database);
        MigrationInfo[] all = flyway.info().all();
        if (Arrays.stream(all)
                .anyMatch(it -> it.getState().isApplied() && !it.getState().isResolved())) {
            return NEWER;
        }
        return flyway.info().pending().length == 0 ? CURRENT : BEHIND;
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
