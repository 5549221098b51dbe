package ai.hermes.sessions.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.store.Configs;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.testing.AgentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationRepositoryTest {

    private static final ConversationKey TALK = new ConversationKey(Profile.DEFAULT, "20261101_080000_abc123");
    private static final Project GARDEN =
            new Project("0123456789ab", "Garden", Optional.of("#7cb9ff"), Profile.DEFAULT, 1795000000.25);

    @TempDir
    Path home;

    private AnnotationFile file;
    private final LeaseBook book = Configs.book();
    private final List<AnnotationWriter> opened = new ArrayList<>();

    @BeforeEach
    void place() {
        file = AnnotationFile.in(home.resolve("hermes-sessions"));
    }

    @AfterEach
    void closeAll() {
        close();
        book.close();
    }

    private void close() {
        opened.forEach(it -> it.stop(null));
    }

    private AnnotationRepository open() {
        AnnotationWriter writer = new AnnotationWriter(file, book);
        opened.add(writer);
        return new AnnotationRepository(writer);
    }

    private AnnotationRepository reopen() {
        close();
        return open();
    }

    @Test
    void toLookLeavesNoTrace() {
        // given
        AnnotationRepository repository = open();

        // when
        Annotations annotations = repository.annotations();

        // then
        assertThat(annotations).isEqualTo(Annotations.NONE);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void allThatWasAddedIsThereAfterARestart() {
        // given
        AnnotationRepository repository = open();
        repository.add(GARDEN);
        repository.annotate(TALK, it -> it.pinned(true));
        repository.annotate(TALK, it -> it.archived(false).titled("Watering").inProject(Optional.of(GARDEN.id())));

        // when
        Annotations annotations = reopen().annotations();

        // then
        assertThat(annotations.projects()).containsExactly(GARDEN);
        assertThat(annotations.of(TALK))
                .isEqualTo(Annotation.NONE
                        .pinned(true)
                        .archived(false)
                        .titled("Watering")
                        .inProject(Optional.of(GARDEN.id())));
    }

    @Test
    void conversationsOfTwoProfilesWithTheSameIdAreTwo() {
        // given
        AnnotationRepository repository = open();

        // when
        repository.annotate(TALK, it -> it.pinned(true));

        // then
        ConversationKey other = new ConversationKey(new Profile("work"), TALK.rootId());
        assertThat(repository.annotations().of(other)).isEqualTo(Annotation.NONE);
    }

    @Test
    void conversationsOfARemovedProjectAreInNone() {
        // given
        AnnotationRepository repository = open();
        repository.add(GARDEN);
        repository.annotate(TALK, it -> it.pinned(true).inProject(Optional.of(GARDEN.id())));

        // when
        repository.remove(GARDEN);

        // then
        assertThat(repository.annotations().of(TALK)).isEqualTo(Annotation.NONE.pinned(true));
    }

    @Test
    void projectsStayInTheOrderOfTheirCreation() {
        // given
        AnnotationRepository repository = open();
        List<Project> projects = IntStream.of(3, 1, 2)
                .mapToObj(i -> new Project("00000000000" + i, "P" + i, Optional.empty(), Profile.DEFAULT, i))
                .toList();

        // when
        projects.forEach(repository::add);

        // then
        assertThat(reopen().annotations().projects()).isEqualTo(projects);
    }

    @Test
    void listenersAreToldBeforeTheCallerGoesOn() {
        // given
        AnnotationRepository repository = open();
        List<Annotations> told = new ArrayList<>();
        repository.listen(told::add);

        // when
        repository.annotate(TALK, it -> it.pinned(true));

        // then
        assertThat(told).containsExactly(repository.annotations());
    }

    @Test
    void noneOfManyChangesAtATimeIsLost() throws Exception {
        // given
        AnnotationRepository repository = open();
        repository.annotate(TALK, it -> it.archived(true));
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    repository.annotate(new ConversationKey(Profile.DEFAULT, "talk" + i), it -> it.pinned(true));
                }))
                .toList();
        threads.forEach(Thread::start);

        // when
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        // then
        assertThat(reopen().annotations().byConversation()).hasSize(9);
    }

    @Test
    void theFolderAndTheFilesArePrivate() throws IOException {
        // given
        AnnotationRepository repository = open();

        // when
        repository.annotate(TALK, it -> it.pinned(true));

        // then
        assertThat(permissions(file.path().getParent())).isEqualTo("rwx------");
        try (var files = Files.list(file.path().getParent())) {
            assertThat(files).hasSizeGreaterThan(1).allMatch(it -> permissions(it)
                    .equals("rw-------"));
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCommitIsOnTheDiskBeforeItIsAnswered() throws Exception {
        // given
        open().annotate(TALK, it -> it.pinned(true));

        // when
        try (var pool = AnnotationPool.writing(file.path(), book);
                var connection = pool.borrow(Purpose.ANNOTATION);
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT * FROM pragma_journal_mode, pragma_synchronous, pragma_fullfsync, pragma_foreign_keys
                        """)) {
            // then
            assertThat(List.of(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                    .containsExactly("wal", 2, 1, 1);
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsNotTouched() {
        // given
        open().annotate(TALK, it -> it.pinned(true));
        close();
        opened.clear();
        try (AgentProcess newer = AgentProcess.start()) {
            newer.open(file.path()).run("""
                            INSERT INTO flyway_schema_history
                            SELECT 999, '999', 'Tomorrow', type, 'V999__Tomorrow.sql', checksum, installed_by, installed_on, 1, 1
                            FROM flyway_schema_history WHERE version = '1'
                            """);
        }

        // when
        AnnotationRepository repository = open();

        // then
        assertThat(repository.fault()).contains(AnnotationFault.NEWER);
        assertThat(repository.annotations()).isEqualTo(Annotations.NONE);
        assertThatThrownBy(() -> repository.annotate(TALK, it -> it.pinned(false)))
                .isInstanceOf(AnnotationFaultException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void toFindOutWhetherItCanBeWrittenMakesNone() {
        // given
        AnnotationRepository repository = open();

        // when
        Optional<AnnotationFault> fault = repository.attempt(Duration.ofSeconds(1));

        // then
        assertThat(fault).isEmpty();
        assertThat(file.path().getParent()).doesNotExist();
    }

    @Test
    void anAttemptWritesSomethingThatNobodySees() {
        // given
        AnnotationRepository repository = open();
        repository.add(GARDEN);
        Annotations before = repository.annotations();

        // when
        Optional<AnnotationFault> fault = repository.attempt(Duration.ofSeconds(1));

        // then
        assertThat(fault).isEmpty();
        assertThat(repository.annotations()).isEqualTo(before);
        assertThat(reopen().annotations()).isEqualTo(before);
    }

    @Test
    void whatIsDeclaredReadOnlyIsShownAndNotChanged() {
        // given
        open().add(GARDEN);
        close();
        file = AnnotationFile.in(file.path().getParent(), true);

        // when
        AnnotationRepository repository = open();

        // then
        assertThat(repository.annotations().projects()).containsExactly(GARDEN);
        assertThat(repository.attempt(Duration.ofSeconds(1))).contains(AnnotationFault.DECLARED_READ_ONLY);
        assertThatThrownBy(() -> repository.annotate(TALK, it -> it.pinned(true)))
                .isInstanceOfSatisfying(AnnotationFaultException.class, e -> assertThat(e.fault())
                        .isEqualTo(AnnotationFault.DECLARED_READ_ONLY));
    }

    @Test
    void aPlaceWhereNothingCanBeMadeIsReadOnly() throws IOException {
        // given
        Path inTheWay = Files.createFile(home.resolve("file"));
        file = AnnotationFile.in(inTheWay.resolve("hermes-sessions"));

        // when
        AnnotationRepository repository = open();

        // then
        assertThat(repository.fault()).contains(AnnotationFault.READ_ONLY);
        assertThatThrownBy(() -> repository.add(GARDEN))
                .isInstanceOfSatisfying(AnnotationFaultException.class, e -> assertThat(e.fault())
                        .isEqualTo(AnnotationFault.READ_ONLY));
    }

    @Test
    void whatIsNoDatabaseIsLeftAsItIs() throws IOException {
        // given
        file.make();
        Files.writeString(file.path(), "not a database, ".repeat(100));

        // when
        AnnotationRepository repository = open();

        // then
        assertThat(repository.fault()).contains(AnnotationFault.UNUSABLE);
        assertThat(file.path()).hasContent("not a database, ".repeat(100));
    }

    @Test
    void whatWasReadStaysWhileItsFileCannotBeOpened() throws IOException {
        // given
        AnnotationRepository repository = open();
        repository.add(GARDEN);
        PasswordRepository passwords = new PasswordRepository(opened.get(0));
        passwords.set("hash", 1);
        close();
        Files.writeString(file.path(), "not a database, ".repeat(100));

        // when
        Optional<AnnotationFault> fault = repository.attempt(Duration.ofSeconds(1));

        // then
        assertThat(fault).contains(AnnotationFault.UNUSABLE);
        assertThat(passwords.hash()).contains("hash");
        assertThat(passwords.unknown()).isFalse();
        assertThat(repository.annotations().projects()).containsExactly(GARDEN);
    }

    @Test
    void ofAnotherFileThatCannotBeReadNothingIsKnown() throws IOException {
        // given
        open().add(GARDEN);
        PasswordRepository passwords = new PasswordRepository(opened.get(0));
        passwords.set("hash", 1);
        close();
        Path another = Files.writeString(home.resolve("another"), "not a database, ".repeat(100));
        Files.move(another, file.path(), StandardCopyOption.REPLACE_EXISTING);

        // when
        opened.get(0).look();

        // then
        assertThat(passwords.hash()).isEmpty();
        assertThat(passwords.unknown()).isTrue();
    }

    @Test
    void aFileThatWasTakenAwayIsMadeAnew() throws IOException {
        // given
        AnnotationRepository repository = open();
        repository.add(GARDEN);
        try (var files = Files.list(file.path().getParent())) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }

        // when
        repository.annotate(TALK, it -> it.pinned(true));

        // then
        assertThat(reopen().annotations()).satisfies(it -> {
            assertThat(it.of(TALK).pinned()).isEqualTo(ThreeState.YES);
            assertThat(it.projects()).isEmpty();
        });
    }

    @Test
    void whatAnotherProcessAddedIsSeenWithTheNextChange() {
        // given
        AnnotationRepository repository = open();
        repository.annotate(TALK, it -> it.pinned(true));
        try (AgentProcess other = AgentProcess.start()) {
            other.open(file.path())
                    .run("INSERT INTO annotation (profile, root_id, title) VALUES ('default', 'b', 'B')");
        }

        // when
        repository.annotate(TALK, it -> it.pinned(false));

        // then
        assertThat(repository.annotations().of(new ConversationKey(Profile.DEFAULT, "b")))
                .isEqualTo(Annotation.NONE.titled("B"));
    }

    @Test
    void nothingOfAChangeThatFailsIsSeen() {
        // given
        AnnotationRepository repository = open();
        List<Annotations> told = new ArrayList<>();
        repository.listen(told::add);

        // when
        Throwable thrown =
                catchThrowable(() -> repository.annotate(TALK, it -> it.inProject(Optional.of("000000000000"))));

        // then
        assertThat(thrown).isInstanceOf(AnnotationFaultException.class);
        assertThat(repository.annotations()).isEqualTo(Annotations.NONE);
        assertThat(told).isEmpty();
    }

    @Test
    void aBackupThatIsRestoredIsShown() throws BackupException {
        // given
        AnnotationRepository repository = open();
        repository.annotate(TALK, it -> it.pinned(true));
        AnnotationBackup backups = AnnotationBackup.of(file.path().getParent(), Clock.systemUTC());
        Path backup = home.resolve("backup.db");
        backups.backUp(backup);
        repository.annotate(TALK, it -> it.pinned(false));
        backups.restore(backup);

        // when
        opened.get(0).look();

        // then
        assertThat(repository.annotations().of(TALK).pinned()).isEqualTo(ThreeState.YES);
    }

    @Test
    void aChangeAfterARestoreGoesToWhatWasRestored() throws BackupException {
        // given
        AnnotationRepository repository = open();
        repository.annotate(TALK, it -> it.pinned(true));
        AnnotationBackup backups = AnnotationBackup.of(file.path().getParent(), Clock.systemUTC());
        Path backup = home.resolve("backup.db");
        backups.backUp(backup);
        repository.annotate(TALK, it -> it.titled("Mine"));
        backups.restore(backup);

        // when
        repository.annotate(TALK, it -> it.archived(true));

        // then
        assertThat(reopen().annotations().of(TALK))
                .isEqualTo(Annotation.NONE.pinned(true).archived(true));
    }
}
