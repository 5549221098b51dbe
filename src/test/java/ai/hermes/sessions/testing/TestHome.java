package ai.hermes.sessions.testing;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.annotation.AnnotationConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A home for one test or one run of the application. Nothing in it is opened here, only created, moved and removed.
 *
 * @param path the folder
 */
public record TestHome(Path path) implements AutoCloseable {

    /** A new, empty home. */
    public static TestHome create() {
        try {
            return new TestHome(Files.createTempDirectory("hermes-home-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place of the default profile's store. */
    public Path stateDb() {
        return path.resolve("state.db");
    }

    /** The place of another profile's store, in a folder that exists. */
    public Path stateDb(String profile) {
        try {
            return Files.createDirectories(path.resolve("profiles").resolve(profile))
                    .resolve("state.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Removes all that is in the home, and waits until the service of this JVM, if the home is its one, knows it. An
     * agent that has a store open here should release it before.
     */
    public void clear() {
        boolean annotated = Files.exists(path.resolve(AnnotationConfig.FOLDER).resolve("annotations.db"));
        removeAll();
        if (annotated) {
            EmptyHome.forgetAnnotations(path);
            removeAll();
        }
        EmptyHome.awaitKnown(path);
    }

    private void removeAll() {
        // The service may be writing here meanwhile.
        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsMatching(
                        it -> it instanceof DirectoryNotEmptyException || it instanceof UncheckedIOException)
                .until(() -> {
                    removeEach();
                    return true;
                });
    }

    private void removeEach() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder())
                    .filter(it -> !it.equals(path))
                    .toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Removes a store with its log, its index and its journal. */
    public static void remove(Path stateDb) {
        try {
            for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(stateDb.resolveSibling(stateDb.getFileName() + suffix));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        removeAll();
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
