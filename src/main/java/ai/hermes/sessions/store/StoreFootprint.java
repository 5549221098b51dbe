package ai.hermes.sessions.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How large the files of a store are, by {@code stat} alone.
 *
 * @param size bytes of the store; 0 where there is none
 * @param walSize bytes of the log beside it; 0 where there is none
 * @param written when the store was last written; empty where there is none
 * @param walWritten when the log was last written; empty where it has no content
 * @param journal whether a rollback journal lies beside it: a write is under way, or was never ended
 */
public record StoreFootprint(
        long size, Optional<Instant> written, long walSize, Optional<Instant> walWritten, boolean journal) {

    /** Of a store that was not looked at yet. */
    static final StoreFootprint NONE = new StoreFootprint(0, Optional.empty(), 0, Optional.empty(), false);

    static StoreFootprint look(Path file) {
        Optional<BasicFileAttributes> store = stat(file);
        Optional<BasicFileAttributes> log = stat(StoreFile.beside(file, "-wal"));
        return new StoreFootprint(
                store.map(BasicFileAttributes::size).orElse(0L),
                store.map(it -> it.lastModifiedTime().toInstant()),
                log.map(BasicFileAttributes::size).orElse(0L),
                log.filter(it -> it.size() > 0).map(it -> it.lastModifiedTime().toInstant()),
                stat(StoreFile.beside(file, "-journal"))
                        .filter(it -> it.size() > 0)
                        .isPresent());
    }

    /** When something was last committed to it, unless that was only carried over from the log since. */
    Optional<Instant> committed() {
        return walWritten.or(() -> written);
    }

    /** How long ago the log was last written; zero where it has no content. */
    public Duration walAge(Instant now) {
        return walWritten
                .map(it -> Duration.between(it, now))
                .filter(it -> !it.isNegative())
                .orElse(Duration.ZERO);
    }

    private static Optional<BasicFileAttributes> stat(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
