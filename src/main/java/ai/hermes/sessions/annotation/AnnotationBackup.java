package ai.hermes.sessions.annotation;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Puts our own database into a file, and back. Another process than the service may do it while the service runs: a
 * backup is of one moment, and a restored database is noticed and read.
 */
public final class AnnotationBackup {

    private static final Logger LOG = Logger.getLogger(AnnotationBackup.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private final AnnotationFile database;
    private final Clock clock;

    private AnnotationBackup(AnnotationFile database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Of the database in a folder.
     *
     * @param clock names what is kept aside
     */
    public static AnnotationBackup of(Path dataFolder, Clock clock) {
        return new AnnotationBackup(AnnotationFile.in(dataFolder), clock);
    }

    /**
     * Writes a backup, for nobody but the own user to read. It is there as a whole or not at all.
     *
     * @param target a file that is not there yet
     * @throws BackupException if that is not possible
     */
    public void backUp(Path target) throws BackupException {
        if (!database.exists()) {
            throw new BackupException(BackupFault.NOTHING_THERE);
        } else if (Files.exists(target)) {
            throw new BackupException(BackupFault.TARGET_EXISTS);
        }
        Path part = emptyFile(target.toAbsolutePath(), BackupFault.TARGET_UNWRITABLE);
        try {
            DatabaseFile.inUse(database.path()).copyInto(part);
            DatabaseFile.atRest(part).check();
            DatabaseFile.force(part);
            Files.move(part, target);
            DatabaseFile.force(target.toAbsolutePath().getParent());
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(BackupFault.TARGET_EXISTS, e);
        } catch (IOException e) {
            throw new BackupException(BackupFault.TARGET_UNWRITABLE, e);
        } catch (SQLException e) {
            throw new BackupException(DatabaseFile.faultOf(e, BackupFault.FAILED), e);
        } finally {
            remove(part);
        }
    }

    /**
     * Puts a backup in the place of the database. The file is copied and looked through before, and stays.
     *
     * @return where the database that was there before is kept; empty where there was none
     * @throws BackupException if the file is not a sound backup that this version understands, or cannot be put there;
     *     the database is then as before
     */
    public Optional<Path> restore(Path backup) throws BackupException {
        if (!Files.isRegularFile(backup) || !Files.isReadable(backup)) {
            throw new BackupException(BackupFault.UNREADABLE);
        }
        try (AnnotationLock lock =
                AnnotationLock.acquire(database, PATIENCE).orElseThrow(() -> new BackupException(BackupFault.BUSY))) {
            LOG.debugf("Nobody writes to %s while %s holds", database, lock);
            Path part = emptyFile(database.path(), BackupFault.FAILED);
            try {
                DatabaseFile.atRest(backup).copyInto(part);
                DatabaseFile.atRest(part).check();
                DatabaseFile.force(part);
                return exchange(part);
            } catch (SQLException e) {
                throw new BackupException(DatabaseFile.faultOf(e, BackupFault.DAMAGED), e);
            } finally {
                remove(part);
            }
        } catch (IOException e) {
            throw new BackupException(BackupFault.FAILED, e);
        }
    }

    private Optional<Path> exchange(Path part) throws IOException {
        Path path = database.path();
        Optional<Path> aside = Optional.empty();
        if (database.exists()) {
            Path kept = beside(path, ".replaced-" + LocalDateTime.now(clock).format(STAMP));
            finishLog(kept);
            // A copy, so that there is no moment without a database.
            Files.copy(path, kept, StandardCopyOption.COPY_ATTRIBUTES);
            DatabaseFile.force(kept);
            aside = Optional.of(kept);
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DatabaseFile.force(path.getParent());
        return aside;
    }

    /** The log of one database must never lie beside another: SQLite would take it for that one's. */
    private void finishLog(Path kept) throws IOException {
        Path path = database.path();
        try {
            DatabaseFile.inUse(path).checkpoint();
        } catch (SQLException e) {
            LOG.debug("The database that is replaced cannot be opened; it is kept with its log", e);
        }
        Path log = beside(path, "-wal");
        if (Files.exists(log) && Files.size(log) > 0) {
            Files.move(log, beside(kept, "-wal"));
        }
        Files.deleteIfExists(log);
        Files.deleteIfExists(beside(path, "-shm"));
        Path journal = beside(path, "-journal");
        if (Files.exists(journal)) {
            Files.move(journal, beside(kept, "-journal"));
        }
    }

    private static Path emptyFile(Path beside, BackupFault fault) throws BackupException {
        try {
            return Files.createTempFile(
                    beside.getParent(), beside.getFileName() + ".part-", "", AnnotationFile.PRIVATE_FILE);
        } catch (IOException e) {
            throw new BackupException(fault, e);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.debug("A part of a copy stays", e);
        }
    }

    private static Path beside(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
