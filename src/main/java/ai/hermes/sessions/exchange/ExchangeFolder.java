package ai.hermes.sessions.exchange;

import ai.hermes.sessions.annotation.DataFolder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where files of exports and uploads lie, for nobody but the own user: below the folder of our own database. */
@Singleton
class ExchangeFolder {

    private static final String NAME = "exchange";
    private static final long SWEEP_MILLIS = 600_000;
    private static final long SHORTEST_SWEEP_MILLIS = 200;
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final DataFolder data;
    private final ExchangeConfig config;

    @Inject
    ExchangeFolder(DataFolder data, ExchangeConfig config) {
        this.data = data;
        this.config = config;
    }

    /** @throws ai.hermes.sessions.annotation.AnnotationFaultException if nothing may be kept */
    private Path made() {
        return data.folder(NAME);
    }

    Path file(String name) {
        return data.path(NAME).resolve(name);
    }

    /** How long to wait before looking again for what is too old: little of the time that it is kept. */
    Duration sweepPause() {
        long some = config.keepFor().toMillis() / 10;
        return Duration.ofMillis(Math.max(SHORTEST_SWEEP_MILLIS, Math.min(SWEEP_MILLIS, some)));
    }

    /** What is there, in no order. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(data.path(NAME))) {
            return all.filter(Files::isRegularFile).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Begins a file anew. */
    OutputStream write(String name) throws IOException {
        return Channels.newOutputStream(open(name, StandardOpenOption.TRUNCATE_EXISTING));
    }

    /** Goes on with a file. */
    FileChannel open(String name, StandardOpenOption how) throws IOException {
        return FileChannel.open(
                made().resolve(name), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, how), PRIVATE_FILE);
    }

    /** Puts a small file in the place of another, as a whole or not at all. */
    void replace(String name, byte[] content) throws IOException {
        String part = name + ".part";
        try (FileChannel channel = open(part, StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(content);
            channel.force(true);
        }
        rename(part, name);
    }

    void rename(String from, String to) throws IOException {
        Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    /** Bytes that all files take. */
    long size() throws IOException {
        return files().stream().mapToLong(it -> it.toFile().length()).sum();
    }

    /**
     * Asks whether there is room for more.
     *
     * @throws ExchangeException if there is none
     */
    void checkRoom() throws IOException {
        checkFree();
        if (size() > config.maxTotalSize().asLongValue()) {
            throw new ExchangeException(
                    "Files of exports and uploads take all the space that they may.",
                    "Remove exports that are not needed any more, or raise hermes.exchange.max-total-size.");
        }
    }

    /**
     * Asks whether the disk has room, for what lies elsewhere on it, too.
     *
     * @throws ExchangeException if it has none
     */
    void checkFree() throws IOException {
        long free = Files.getFileStore(made()).getUsableSpace();
        if (free < config.leaveFree().asLongValue()) {
            throw new ExchangeException(
                    "The disk is nearly full, so nothing more is written.",
                    "Make room on it, or lower hermes.exchange.leave-free.");
        }
    }
}
