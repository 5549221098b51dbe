package ai.hermes.sessions.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class AnnotationBackupTest {

    @TempDir
    Path home;

    private Path folder;
    private Path database;
    private Path backup;
    private AnnotationBackup backups;

    @BeforeEach
    void make() throws IOException, SQLException {
        folder = Files.createDirectories(home.resolve("hermes-sessions"));
        database = folder.resolve("annotations.db");
        backup = home.resolve("backup.db");
        backups = AnnotationBackup.of(folder, Clock.fixed(Instant.parse("2026-11-24T10:15:30.125Z"), ZoneOffset.UTC));
        AnnotationSchema.migrate(source(database));
        run(database, "PRAGMA journal_mode = WAL");
        title("one");
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static void run(Path file, String sql) throws SQLException {
        try (Connection connection = source(file).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void title(String title) throws SQLException {
        run(
                database,
                "INSERT INTO annotation (profile, root_id, title) VALUES ('default', '%s', '%1$s')".formatted(title));
    }

    private static List<String> titles(Path file) throws SQLException {
        try (Connection connection = source(file).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT group_concat(title ORDER BY title) AS all_titles FROM annotation")) {
            return List.of(rows.getString("all_titles").split(","));
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aBackupHasWhatIsStillInTheLog() throws Exception {
        // given
        try (Connection writer = source(database).getConnection();
                Statement statement = writer.createStatement()) {
            statement.execute("INSERT INTO annotation (profile, root_id, title) VALUES ('default', 'b', 'two')");

            // when
            backups.backUp(backup);
        }

        // then
        assertThat(titles(backup)).containsExactly("one", "two");
    }

    @Test
    void aBackupIsForNobodyElseToRead() throws Exception {
        // when
        backups.backUp(backup);

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        // given
        Files.writeString(backup, "mine");

        // when
        assertThatThrownBy(() -> backups.backUp(backup))
                .isInstanceOfSatisfying(
                        BackupException.class, it -> assertThat(it.fault()).isEqualTo(BackupFault.TARGET_EXISTS));

        // then
        assertThat(backup).hasContent("mine");
    }

    @Test
    void whereNothingIsNothingIsBackedUp() {
        assertThatThrownBy(() -> AnnotationBackup.of(home.resolve("none"), Clock.systemUTC())
                        .backUp(backup))
                .isInstanceOfSatisfying(
                        BackupException.class, it -> assertThat(it.fault()).isEqualTo(BackupFault.NOTHING_THERE));
    }

    @Test
    void aRestoreBringsBackAndKeepsWhatWasThere() throws Exception {
        // given
        backups.backUp(backup);
        title("two");

        // when
        Optional<Path> kept = backups.restore(backup);

        // then
        assertThat(titles(database)).containsExactly("one");
        assertThat(titles(kept.orElseThrow())).containsExactly("one", "two");
    }

    @Test
    void aRestoreLeavesNoPartsAndNoLogOfAnotherDatabase() throws Exception {
        // given
        backups.backUp(backup);
        try (Connection idle = source(database).getConnection();
                Statement statement = idle.createStatement()) {
            statement.execute("INSERT INTO annotation (profile, root_id, title) VALUES ('default', 'b', 'two')");

            // when
            backups.restore(backup);

            // then
            assertThat(names())
                    .containsExactly(
                            "annotations.db", "annotations.db.lock", "annotations.db.replaced-20261124-101530-125");
        }
        assertThat(titles(folder.resolve("annotations.db.replaced-20261124-101530-125")))
                .containsExactly("one", "two");
    }

    @Test
    void whatIsRestoredIsForNobodyElseToRead() throws Exception {
        // given
        backups.backUp(backup);
        Files.setPosixFilePermissions(backup, PosixFilePermissions.fromString("rw-r--r--"));

        // when
        backups.restore(backup);

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database)))
                .isEqualTo("rw-------");
    }

    @Test
    void aRestoreMakesADatabaseWhereThereIsNone() throws Exception {
        // given
        backups.backUp(backup);
        AnnotationBackup elsewhere = AnnotationBackup.of(home.resolve("new"), Clock.systemUTC());

        // when
        Optional<Path> kept = elsewhere.restore(backup);

        // then
        assertThat(kept).isEmpty();
        assertThat(titles(home.resolve("new/annotations.db"))).containsExactly("one");
    }

    @Test
    void aDamagedDatabaseIsReplacedAndKeptAsItIs() throws Exception {
        // given
        backups.backUp(backup);
        Files.writeString(database, "this was a database once");

        // when
        Optional<Path> kept = backups.restore(backup);

        // then
        assertThat(titles(database)).containsExactly("one");
        assertThat(kept.orElseThrow()).hasContent("this was a database once");
    }

    private void isRefused(BackupFault fault) throws IOException {
        byte[] before = Files.readAllBytes(database);
        byte[] file = Files.readAllBytes(backup);
        assertThatThrownBy(() -> backups.restore(backup))
                .isInstanceOfSatisfying(
                        BackupException.class, it -> assertThat(it.fault()).isEqualTo(fault));
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
        assertThat(Files.readAllBytes(backup)).isEqualTo(file);
        assertThat(names()).containsExactly("annotations.db", "annotations.db.lock");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        // given
        Files.writeString(backup, "no database, but a text that is longer than the header of a database ".repeat(9));

        // then
        isRefused(BackupFault.FOREIGN);
    }

    @Test
    void anotherDatabaseIsRefused() throws Exception {
        // given
        run(backup, "CREATE TABLE sessions (id TEXT)");

        // then
        isRefused(BackupFault.FOREIGN);
    }

    @Test
    void aDamagedBackupIsRefused() throws Exception {
        // given
        for (int i = 0; i < 500; i++) {
            title("title-" + i);
        }
        backups.backUp(backup);
        byte[] bytes = Files.readAllBytes(backup);
        for (int page = 4096; page < bytes.length; page += 4096) {
            bytes[page] = 99;
        }
        Files.write(backup, bytes);

        // then
        isRefused(BackupFault.DAMAGED);
    }

    @Test
    void aBackupOfANewerVersionIsRefused() throws Exception {
        // given
        backups.backUp(backup);
        run(backup, """
                INSERT INTO flyway_schema_history
                SELECT installed_rank + 1000, '999', 'later', type, 'V999__later.sql', checksum, installed_by,
                  installed_on, execution_time, success
                FROM flyway_schema_history WHERE version = '1'
                """);

        // then
        isRefused(BackupFault.NEWER);
    }

    @Test
    void onlyOneHoldsTheLock() throws Exception {
        // given
        AnnotationFile file = AnnotationFile.in(folder);
        try (AnnotationLock held = AnnotationLock.acquire(file, Duration.ZERO).orElseThrow()) {
            assertThat(held).isNotNull();

            // when
            Optional<AnnotationLock> second = AnnotationLock.acquire(file, Duration.ofMillis(20));

            // then
            assertThat(second).isEmpty();
        }
        AnnotationLock.acquire(file, Duration.ZERO).orElseThrow().close();
    }
}
