package ai.hermes.sessions.diagnostics;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Linux tells of processes in {@code /proc}. Other systems have no such folder, and tell nothing. */
@Singleton
final class ProcFolder {

    /** What Linux appends to the target of a descriptor whose file was removed. */
    private static final String DELETED = " (deleted)";

    private final Path root;

    ProcFolder() {
        this(Path.of("/proc"));
    }

    ProcFolder(Path root) {
        this.root = root;
    }

    /** Whether this process finds itself there. */
    boolean present() {
        return Files.isDirectory(folder(ownPid()));
    }

    /** The process that asks. */
    static long ownPid() {
        return ProcessHandle.current().pid();
    }

    /** All processes, with the threads of none. */
    List<Long> processes() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "[0-9]*")) {
            folders.forEach(
                    folder -> pids.add(Long.parseLong(folder.getFileName().toString())));
        } catch (IOException | DirectoryIteratorException e) {
            // Where there are none to be seen there are none.
        }
        return pids;
    }

    /** The open descriptors of a process; empty where it may not be looked at, or is gone. */
    Optional<List<Descriptor>> descriptors(long pid) {
        List<Descriptor> all = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(folder(pid))) {
            for (Path link : links) {
                target(link).ifPresent(target -> all.add(new Descriptor(link, target)));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
        return Optional.of(all);
    }

    /** What a process calls itself, at most 15 characters; empty where it is gone. */
    Optional<String> command(long pid) {
        try {
            return Optional.of(
                    Files.readString(root.resolve(String.valueOf(pid)).resolve("comm"))
                            .strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path folder(long pid) {
        return root.resolve(String.valueOf(pid)).resolve("fd");
    }

    private static Optional<String> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            // Closed since the listing.
            return Optional.empty();
        }
    }

    /**
     * An open descriptor.
     *
     * @param link its link in {@code /proc}, which leads to the file even if that was removed or replaced
     * @param target what the link says
     */
    record Descriptor(Path link, String target) {

        DescriptorKind kind() {
            return DescriptorKind.of(path());
        }

        /** Where the file is, or was. */
        String path() {
            return target.endsWith(DELETED) ? target.substring(0, target.length() - DELETED.length()) : target;
        }
    }
}
