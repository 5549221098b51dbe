package ai.hermes.sessions.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What sort of file system a path is on. SQLite coordinates those who use a database by memory that they share and by
 * locks; across machines, and across the wall of a virtual machine, neither holds.
 */
public final class FileSystemKind {

    private static final Set<String> SHARED = Set.of(
            "9p",
            "afpfs",
            "cifs",
            "davfs",
            "fakeowner",
            "glusterfs",
            "grpcfuse",
            "ncpfs",
            "nfs",
            "nfs4",
            "osxfs",
            "prl_fs",
            "rclone",
            "s3fs",
            "smb2",
            "smb3",
            "smbfs",
            "sshfs",
            "v9fs",
            "vboxsf",
            "virtiofs",
            "vmhgfs",
            "vmhgfs-fuse",
            "webdav");

    private FileSystemKind() {}

    /** The name of the file system of a path, or of the nearest folder above that is there, if machines share it. */
    public static Optional<String> shared(Path path) {
        Path there = path.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there == null
                    ? Optional.empty()
                    : Optional.of(Files.getFileStore(there).type()).filter(FileSystemKind::isShared);
        } catch (IOException e) {
            // What cannot be told is not refused.
            return Optional.empty();
        }
    }

    static boolean isShared(String type) {
        return SHARED.contains(type.toLowerCase(Locale.ROOT).replaceFirst("^fuse(blk)?\\.", ""));
    }
}
