package ai.hermes.sessions.watchdog;

import ai.hermes.sessions.annotation.AnnotationConfig;
import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.store.AgentHome;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final String SPARE = "spare";
    private static final FileAttribute<?> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final boolean wanted;
    private final boolean readOnly;
    private final Path folder;
    private final int kept;
    private final int largest;
    private final Clock clock;
    private final Supplier<String> state;
    /** Open from the start on, because at the end there may be no descriptor left to open a file with. */
    private Optional<FileChannel> spare = Optional.empty();

    @Inject
    BlackBox(WatchdogConfig config, AnnotationConfig data, AgentHome home, Clock clock, StateOfProcess state) {
        this(
                data.dataDir()
                        .orElseGet(() -> home.path().resolve("hermes-sessions"))
                        .resolve("blackbox"),
                data.readOnly(),
                config,
                clock,
                state::text);
    }

    /** @param readOnly whether nothing is to be written, so that the state is told in the log and nowhere else */
    BlackBox(Path folder, boolean readOnly, WatchdogConfig config, Clock clock, Supplier<String> state) {
        this.wanted = config.enabled() && !readOnly;
        this.readOnly = readOnly;
        this.folder = folder;
        this.kept = config.blackBoxes();
        this.largest = Math.toIntExact(config.blackBoxSize().asLongValue());
        this.clock = clock;
        this.state = state;
    }

    void start(@Observes StartupEvent event) {
        if (wanted) {
            prepare();
        }
    }

    /**
     * Keeps a file open to be written at the end, and gathers the state once, which loads all classes that takes: when
     * it matters, no descriptor may be left to read a class with.
     */
    synchronized void prepare() {
        try {
            state.get();
            Files.createDirectories(folder, PRIVATE_FOLDER);
            Path file = folder.resolve(SPARE);
            Files.deleteIfExists(file);
            spare = Optional.of(FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE_FILE));
        } catch (IOException e) {
            LOG.warnf("No file could be kept open for the state of the process: %s", e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        release();
    }

    /** Gives the file up again that is kept open. */
    synchronized void release() {
        try {
            if (spare.isPresent()) {
                spare.get().close();
                Files.deleteIfExists(folder.resolve(SPARE));
            }
        } catch (IOException e) {
            LOG.debug("The spare file could not be removed", e);
        }
        spare = Optional.empty();
    }

    /** Writes it, or tells it in the log where nothing is to be written. */
    void keep(String reason) {
        if (readOnly) {
            LOG.errorf("%s %s", reason, new String(bounded(state.get()), StandardCharsets.UTF_8));
        } else {
            write(reason);
        }
    }

    /**
     * Writes it.
     *
     * @param reason why it is written, a sentence
     * @return the file
     * @throws UncheckedIOException if it could not be written
     */
    synchronized Path write(String reason) {
        String name = DateTimeFormatter.ISO_INSTANT
                .format(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .replace(':', '-');
        try {
            Path file = folder.resolve(name + ENDING);
            byte[] content =
                    bounded(Masking.always(reason + "\n\n" + state.get()).text());
            if (spare.isPresent()) {
                writeToSpare(content, spare.get(), file);
            } else {
                Files.createDirectories(folder, PRIVATE_FOLDER);
                Files.write(Files.createFile(file, PRIVATE_FILE), content);
            }
            LOG.infof("The state of the process is in blackbox/%s of the service's data", file.getFileName());
            removeOld();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeToSpare(byte[] content, FileChannel channel, Path file) throws IOException {
        spare = Optional.empty();
        try (channel) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            Files.move(folder.resolve(SPARE), file, StandardCopyOption.ATOMIC_MOVE);
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
