package ai.hermes.sessions.annotation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Held while something is written to the database, and while another file is put in its place. SQLite's own locks are
 * on the file, so they cannot keep a change from going to one that has just lost its name. Ends with its process.
 */
final class AnnotationLock implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AnnotationLock.class);
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final FileChannel channel;

    private AnnotationLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for it.
     *
     * @return empty if others held it for all that time
     * @throws IOException if the file that stands for it cannot be made or opened
     */
    static Optional<AnnotationLock> acquire(AnnotationFile database, Duration atMost) throws IOException {
        Path path = database.path().resolveSibling(database.path().getFileName() + ".lock");
        if (!Files.exists(path)) {
            Files.createDirectories(path.getParent(), AnnotationFile.PRIVATE_FOLDER);
        }
        FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (!taken(channel)) {
                if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                    channel.close();
                    return Optional.empty();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return Optional.of(new AnnotationLock(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Somebody else in this process has it.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is given back all the same, and the lock with it.
            LOG.debug("The lock was not closed in order", e);
        }
    }
}
