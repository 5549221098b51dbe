package ai.hermes.sessions.annotation;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.lease.LeaseConfig;
import java.nio.file.Path;
import java.util.List;

/** The keys in a data folder, for a command. A service that runs beside it finds what was added when it is shown. */
public final class AccessKeyFile implements AutoCloseable {

    private final LeaseBook book;
    private final AnnotationWriter writer;

    /** Opens it; it is made with the first key. */
    public AccessKeyFile(Path dataFolder, LeaseConfig leases) {
        this.book = new LeaseBook(leases, List.of());
        this.writer = new AnnotationWriter(AnnotationFile.in(dataFolder), book);
    }

    /**
     * Adds a key.
     *
     * @throws AnnotationFaultException if it could not be kept
     */
    public void add(AccessKey key) {
        new AccessKeyRepository(writer).add(key, List.of());
    }

    @Override
    public void close() {
        writer.stop(null);
        book.close();
    }
}
