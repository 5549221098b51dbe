package ai.hermes.sessions.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * A store's file as the file system shows it, without opening it.
 *
 * <p>Only {@code stat} and {@code access} are used: closing any descriptor of the file in this process would drop the
 * locks that SQLite holds on it (POSIX), so nothing but SQLite may ever open it.
 */
sealed interface StoreFile {

    /** The file is there and may be read. {@code identity} is device and inode: another one is another store. */
    record Present(Object identity) implements StoreFile {}

    /** Which files lie beside a store: the log and the index, each empty where there is none. */
    record Sidecars(Optional<Object> log, Optional<Object> index) {

        static final Sidecars NONE = new Sidecars(Optional.empty(), Optional.empty());

        /** Whether one of these is another file by now. That one is absent is no other: whoever had it has it still. */
        boolean replacedBy(Sidecars now) {
            return other(log, now.log) || other(index, now.index);
        }

        /** These, and of those that were absent the ones that came. */
        Sidecars or(Sidecars now) {
            return new Sidecars(log.or(() -> now.log), index.or(() -> now.index));
        }

        private static boolean other(Optional<Object> before, Optional<Object> now) {
            return before.isPresent() && now.isPresent() && !before.equals(now);
        }
    }

    /** What can be told without touching the content. */
    record Faulty(StoreFault fault) implements StoreFile {}

    static StoreFile look(Path file) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return new Faulty(StoreFault.MISSING);
        } catch (IOException e) {
            return new Faulty(StoreFault.UNREADABLE);
        }
        if (!attributes.isRegularFile()) {
            return new Faulty(StoreFault.NOT_A_FILE);
        }
        if (!Files.isReadable(file)) {
            return new Faulty(StoreFault.UNREADABLE);
        }
        // Also where it has a log: SQLite takes that for one of another file and removes it, even for who only reads.
        if (attributes.size() == 0) {
            return new Faulty(StoreFault.EMPTY);
        }
        return new Present(identity(attributes));
    }

    static Sidecars sidecars(Path file) {
        return new Sidecars(identity(beside(file, "-wal")), identity(beside(file, "-shm")));
    }

    private static Optional<Object> identity(Path file) {
        try {
            return Optional.of(identity(Files.readAttributes(file, BasicFileAttributes.class)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Object identity(BasicFileAttributes attributes) {
        return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
    }

    /**
     * Why SQLite could not open a file. It says the same whether the file has vanished, the files beside it cannot be
     * used or the process has no descriptor left.
     */
    static StoreFault whyNotOpened(Path file) {
        if (look(file) instanceof Faulty faulty) {
            return faulty.fault();
        }
        return sidecarsUsable(file) ? StoreFault.READ_FAILED : StoreFault.SIDECARS_UNAVAILABLE;
    }

    /** Whether the files that SQLite has beside a store can be used, or could be made. */
    static boolean sidecarsUsable(Path file) {
        Path log = beside(file, "-wal");
        Path index = beside(file, "-shm");
        return Files.isWritable(log.toAbsolutePath().getParent())
                && (Files.notExists(log) || Files.isReadable(log))
                && (Files.notExists(index) || Files.isWritable(index));
    }

    /** A file that SQLite has beside a store: where the store is a link, beside what that leads to. */
    static Path beside(Path file, String suffix) {
        Path real;
        try {
            real = file.toRealPath();
        } catch (IOException e) {
            real = file;
        }
        return real.resolveSibling(real.getFileName() + suffix);
    }
}
