package ai.hermes.sessions.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlackBoxTest {

    private static final Instant FIRST = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    Path data;

    @Test
    void whatIsWrittenIsTheReasonAndTheState() throws IOException {
        // when
        Path file = box(FIRST, "all is stuck", 1000).write("Nothing moved.");

        // then
        assertThat(Files.readString(file)).isEqualTo("Nothing moved.\n\nall is stuck");
    }

    @Test
    void onlyItsUserCanReadIt() throws IOException {
        // when
        Path file = box(FIRST, "state", 1000).write("Reason.");

        // then
        assertThat(List.of(file, file.getParent()))
                .extracting(path -> PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .containsExactly("rw-------", "rwx------");
    }

    @Test
    void itsSizeIsBounded() throws IOException {
        // when
        Path file = box(FIRST, "x".repeat(5000), 1000).write("Reason.");

        // then
        assertThat(Files.size(file)).isEqualTo(1000);
    }

    @Test
    void theNewestAreKept() throws IOException {
        // when
        for (int i = 0; i < 5; i++) {
            box(FIRST.plusSeconds(i), "state " + i, 1000).write("Reason.");
        }

        // then
        try (Stream<Path> files = Files.list(data.resolve("blackbox"))) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("2026-11-24T10-00-03Z.txt", "2026-11-24T10-00-04Z.txt");
        }
    }

    @Test
    void whatIsKeptOpenIsUsed() throws IOException {
        // given
        BlackBox box = box(FIRST, "state", 1000);
        box.prepare();

        // when
        Path file = box.write("Reason.");

        // then
        assertThat(Files.readString(file)).isEqualTo("Reason.\n\nstate");
        assertThat(data.resolve("blackbox/spare")).doesNotExist();
    }

    @Test
    void whatIsKeptOpenIsNotLeftBehind() {
        // given
        BlackBox box = box(FIRST, "state", 1000);
        box.prepare();

        // when
        box.release();

        // then
        assertThat(data.resolve("blackbox")).isEmptyDirectory();
    }

    @Test
    void whereNothingIsToBeWrittenNothingIs() {
        // given
        BlackBox box = new BlackBox(
                data.resolve("blackbox"),
                true,
                new Settings(2, 1000),
                Clock.fixed(FIRST, ZoneOffset.UTC),
                () -> "state");

        // when
        box.start(null);
        box.keep("Reason.");

        // then
        assertThat(data.resolve("blackbox")).doesNotExist();
    }

    private BlackBox box(Instant now, String state, int size) {
        return new BlackBox(
                data.resolve("blackbox"), false, new Settings(2, size), Clock.fixed(now, ZoneOffset.UTC), () -> state);
    }
}
