package ai.hermes.sessions.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The place of the database. Looked at by {@code stat} only: whoever opens and closes the file takes away SQLite's
 * locks on it.
 *
 * @param path the file
 * @param declaredReadOnly whether it is left as it is although it could be written
 */
record AnnotationFile(Path path, boolean declaredReadOnly) {

    static final FileAttribute<?> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    static AnnotationFile in(Path folder) {
        return in(folder, false);
    }

    static AnnotationFile in(Path folder, boolean declaredReadOnly) {
        return new AnnotationFile(folder.toAbsolutePath().normalize().resolve("annotations.db"), declaredReadOnly);
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Whether there surely is none, or one without a byte in it. What cannot be looked at may be there all the same.
     */
    boolean absent() {
        if (exists()) {
            return path.toFile().length() == 0;
        }
        Path folder = path.getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return Files.notExists(path) || folder != null && !Files.isDirectory(folder);
    }

    /** Whether it can be written or, where it is not there, whether it could be made. */
    boolean writable() {
        if (declaredReadOnly) {
            return false;
        }
        Path folder = path.getParent();
        if (exists()) {
            return Files.isWritable(path) && Files.isWritable(folder);
        }
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }

    /** Why it is not written, where it is not {@link #writable}. */
    AnnotationFault unwritable() {
        return declaredReadOnly ? AnnotationFault.DECLARED_READ_ONLY : AnnotationFault.READ_ONLY;
    }

    /** Makes it, and its folder, for nobody but the own user. What is there stays as it is. */
    void make() throws IOException {
        Files.createDirectories(path.getParent(), PRIVATE_FOLDER);
        if (!exists()) {
            // SQLite gives the files beside it the same permissions.
            Files.createFile(path, PRIVATE_FILE);
        }
    }

    /** What tells it from another file that takes its place; empty where there is none. */
    Optional<Object> identity() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
