package ai.hermes.sessions.annotation;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.store.Configs;
import java.nio.file.Path;

/** Parts of our own database in a folder of a test, for tests of other packages. */
public final class AnnotationParts implements AutoCloseable {

    private final LeaseBook book = Configs.book();
    private final AnnotationWriter writer;

    public AnnotationParts(Path folder) {
        this.writer = new AnnotationWriter(AnnotationFile.in(folder), book);
    }

    public AccessKeyRepository keys() {
        return new AccessKeyRepository(writer);
    }

    public PasswordRepository passwords() {
        return new PasswordRepository(writer);
    }

    public AuditRepository audit() {
        return new AuditRepository(writer);
    }

    @Override
    public void close() {
        writer.stop(null);
        book.close();
    }
}
