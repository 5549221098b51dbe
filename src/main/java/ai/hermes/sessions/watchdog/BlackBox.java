package ai.hermes.sessions.watchdog;

import ai.hermes.sessions.annotation.AnnotationConfig;
import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.store.AgentHome;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Writes down how the process was before its end: a file in the folder {@code blackbox}, which only its user can read.
 * Old ones are removed.
 */
@Singleton
final class BlackBox {

    private static final Logger LOG = Logger.getLogger(BlackBox.class);
    private static final String ENDING = ".txt";
    private static final String CUT = "\n(cut here)\n";

    private final Path folder;
    private final int kept;
    private final int largest;
    private final Clock clock;
    private final Supplier<String> state;

    @Inject
    BlackBox(WatchdogConfig config, AnnotationConfig data, AgentHome home, Clock clock, StateOfProcess state) {
        this(
                data.dataDir()
                        .orElseGet(() -> home.path().resolve("hermes-sessions"))
                        .resolve("blackbox"),
                config,
                clock,
                state::text);
    }

    BlackBox(Path folder, WatchdogConfig config, Clock clock, Supplier<String> state) {
        this.folder = folder;
        this.kept = config.blackBoxes();
        this.largest = Math.toIntExact(config.blackBoxSize().asLongValue());
        this.clock = clock;
        this.state = state;
    }

    /**
     * Writes it.
     *
     * @param reason why it is written, a sentence
     * @return the file
     * @throws UncheckedIOException if it could not be written
     */
    Path write(String reason) {
        String name = DateTimeFormatter.ISO_INSTANT
                .format(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .replace(':', '-');
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path file = Files.createFile(
                    folder.resolve(name + ENDING),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    file, bounded(Masking.always(reason + "\n\n" + state.get()).text()));
            LOG.infof("The state of the process is in blackbox/%s of the service's data", file.getFileName());
            removeOld();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bounded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= largest) {
            return bytes;
        }
        byte[] cut = CUT.getBytes(StandardCharsets.UTF_8);
        byte[] bounded = Arrays.copyOf(bytes, largest);
        System.arraycopy(cut, 0, bounded, largest - cut.length, cut.length);
        return bounded;
    }

    private void removeOld() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newestFirst = files.filter(
                            it -> it.getFileName().toString().endsWith(ENDING))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path old : newestFirst.subList(Math.min(kept, newestFirst.size()), newestFirst.size())) {
                Files.deleteIfExists(old);
            }
        }
    }
}
