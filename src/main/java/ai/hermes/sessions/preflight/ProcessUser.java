package ai.hermes.sessions.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The user that this process runs as, and those that own files, by number: a container's user may have no name. */
public final class ProcessUser {

    /** The number of the user who may do everything. */
    public static final int ROOT = 0;

    private ProcessUser() {}

    /** The user of this process; empty where it cannot be told. */
    public static OptionalInt current() {
        try {
            Path mine = Files.createTempFile("hermes-user", "");
            try {
                return ownerOf(mine);
            } finally {
                Files.delete(mine);
            }
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** The owner of a file; empty where it cannot be told. */
    public static OptionalInt ownerOf(Path path) {
        try {
            return OptionalInt.of((Integer) Files.getAttribute(path, "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }
}
