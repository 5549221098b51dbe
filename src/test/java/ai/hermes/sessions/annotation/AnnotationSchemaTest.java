package ai.hermes.sessions.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteDataSource;

class AnnotationSchemaTest {

    @TempDir
    Path folder;

    private SQLiteDataSource database;

    @BeforeEach
    void open() {
        database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("a.db"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theVersionsAreThoseOfTheFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/annotation"))) {
            assertThat(AnnotationSchema.VERSIONS)
                    .isEqualTo(files.map(it -> it.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))
                            .sorted(Comparator.comparing(Integer::valueOf))
                            .toList());
        }
    }

    @Test
    void whatWasBroughtUpToDateIsCurrent() {
        // given
        boolean before = AnnotationSchema.of(database) == AnnotationSchema.BEHIND;

        // when
        AnnotationSchema.migrate(database);

        // then
        assertThat(before).isTrue();
        assertThat(AnnotationSchema.of(database)).isEqualTo(AnnotationSchema.CURRENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM flyway_schema_history WHERE version = '14' | BEHIND",
                "UPDATE flyway_schema_history SET version = '999' WHERE version = '14' | NEWER",
                "INSERT INTO flyway_schema_history SELECT 99, '999', description, type, 'V999__Later.sql', checksum, "
                        + "installed_by, installed_on, 1, 1 FROM flyway_schema_history WHERE version = '14' | NEWER"
            })
    void whatIsOtherwiseIsLookedAtClosely(String change, AnnotationSchema expected) throws SQLException {
        // given
        AnnotationSchema.migrate(database);

        // when
        execute(change);

        // then
        assertThat(AnnotationSchema.of(database)).isEqualTo(expected);
    }

    @Test
    void whatIsNoDatabaseIsNotTakenForOne() throws IOException {
        // given
        Files.writeString(folder.resolve("a.db"), "no database, ".repeat(100));

        // then
        assertThatThrownBy(() -> AnnotationSchema.of(database)).isInstanceOf(FlywayException.class);
    }
}
