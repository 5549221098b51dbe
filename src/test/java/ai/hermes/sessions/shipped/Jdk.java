package ai.hermes.sessions.shipped;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java on this machine.
 *
 * @param home its folder
 * @param version its major version
 */
record Jdk(Path home, int version) {

    Path java() {
        return home.resolve("bin/java");
    }

    /** The newest one that is here, of that version or later; without one the test ends here, and says so. */
    static Jdk atLeast(int version) {
        Optional<Jdk> newest =
                all().stream().filter(it -> it.version() >= version).max(Comparator.comparingInt(Jdk::version));
        assumeTrue(newest.isPresent(), () -> "SKIPPED: no Java " + version + " is in /usr/lib/jvm");
        return newest.orElseThrow();
    }

    private static List<Jdk> all() {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Path folder = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> installed = Files.list(folder)) {
                installed.forEach(homes::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return homes.stream().flatMap(home -> at(home).stream()).toList();
    }

    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Optional.of(new Jdk(home, Integer.parseInt(version.split("\\D")[0])));
    }
}
