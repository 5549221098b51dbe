package ai.hermes.sessions.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A program that some tests need and not every machine has. Tests that miss theirs are skipped, and say so; where
 * {@code HERMES_TEST_REQUIRE_TOOLS} is true they fail instead.
 */
public enum Tool {
    CHROMIUM,
    KUBECTL,
    PRLIMIT,
    PROMETHEUS,
    PROMTOOL,
    SETPRIV,
    SHELLCHECK,
    STRACE,
    SYSTEMD_ANALYZE;

    /** Where it is. */
    public Optional<Path> find() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where it is; without it the test ends here. */
    public Path require() {
        Optional<Path> found = find();
        require(found.isPresent(), this + " is not on the PATH");
        return found.orElseThrow();
    }

    /** Ends the test here unless the machine has what it needs. */
    public static void require(boolean there, String missing) {
        if (!there && Boolean.parseBoolean(System.getenv("HERMES_TEST_REQUIRE_TOOLS"))) {
            throw new IllegalStateException(missing);
        }
        assumeTrue(there, () -> "SKIPPED: " + missing);
    }
}
