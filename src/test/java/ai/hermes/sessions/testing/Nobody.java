package ai.hermes.sessions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The user with the fewest rights: root, which may read everything, becomes it to be refused something. */
public final class Nobody {

    /** Its number, by convention. */
    public static final int ID = 65_534;

    /** Makes nobody of whoever runs the command that follows. Needs {@link Tool#SETPRIV}, and root. */
    public static final List<String> BECOME = List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups");

    private static Optional<Path> copied = Optional.empty();

    private Nobody() {}

    /** The packaged service where nobody can read it: the build may lie in a folder that is for its owner alone. */
    static synchronized Path readable(Path jar) {
        if (Stream.iterate(jar.toAbsolutePath().getParent(), it -> it != null, Path::getParent)
                .allMatch(Nobody::open)) {
            return jar;
        }
        Path copy = copied.orElseGet(() -> copy(jar.getParent()));
        copied = Optional.of(copy);
        return copy.resolve(jar.getFileName());
    }

    private static boolean open(Path folder) {
        try {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(Path app) {
        try {
            Path target = Files.createTempDirectory("for-nobody");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(target)));
            try (Stream<Path> all = Files.walk(app)) {
                for (Path each : all.toList()) {
                    Path to = target.resolve(app.relativize(each).toString());
                    if (!to.equals(target)) {
                        Files.copy(each, to);
                    }
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
