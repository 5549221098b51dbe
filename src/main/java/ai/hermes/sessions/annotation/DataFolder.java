package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.AgentHome;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Small secrets of the service's own that lie beside its database, each in a file for nobody but its user. */
@Singleton
public class DataFolder {

    private final Path folder;
    private final boolean readOnly;

    @Inject
    DataFolder(AnnotationConfig config, AgentHome home) {
        this(config.dataDir().orElseGet(() -> home.path().resolve(AnnotationConfig.FOLDER)), config.readOnly());
    }

    DataFolder(Path folder, boolean readOnly) {
        this.folder = folder;
        this.readOnly = readOnly;
    }

    /**
     * A key, made at random when it is first asked for.
     *
     * @param name of its file
     * @param bytes its length
     * @throws AnnotationFaultException if it can be neither read nor made
     */
    public byte[] key(String name, int bytes) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file) && readOnly) {
                throw new AnnotationFaultException(AnnotationFault.DECLARED_READ_ONLY);
            } else if (!Files.exists(file)) {
                make(file, bytes);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != bytes) {
                throw new IOException("not a key of this service: " + name);
            }
            return key;
        } catch (IOException e) {
            throw new AnnotationFaultException(AnnotationFault.READ_ONLY, e);
        }
    }

    /**
     * Where a folder of that name lies, or would lie, beside the database. Nothing is made.
     *
     * @param name of the folder
     */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /**
     * A folder beside the database for files of the service's own, made private to its user.
     *
     * @param name of the folder
     * @throws AnnotationFaultException if it can be neither found nor made, or nothing is to be kept
     */
    public Path folder(String name) {
        if (readOnly) {
            throw new AnnotationFaultException(AnnotationFault.DECLARED_READ_ONLY);
        }
        try {
            return Files.createDirectories(folder.resolve(name), AnnotationFile.PRIVATE_FOLDER);
        } catch (IOException e) {
            throw new AnnotationFaultException(AnnotationFault.READ_ONLY, e);
        }
    }

    private void make(Path file, int bytes) throws IOException {
        Files.createDirectories(folder, AnnotationFile.PRIVATE_FOLDER);
        byte[] key = new byte[bytes];
        new SecureRandom().nextBytes(key);
        Path part = Files.createTempFile(folder, file.getFileName() + ".part-", "", AnnotationFile.PRIVATE_FILE);
        try {
            Files.write(part, key);
            // A link is made only where nothing is, and of a whole file.
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was quicker; theirs is as good.
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
