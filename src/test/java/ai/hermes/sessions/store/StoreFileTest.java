package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("state.db");
    }

    private static StoreFile faulty(StoreFault fault) {
        return new StoreFile.Faulty(fault);
    }

    @Test
    void noFileIsMissing() {
        assertThat(StoreFile.look(file)).isEqualTo(faulty(StoreFault.MISSING));
    }

    @Test
    void aLinkToNothingIsMissing() throws IOException {
        Files.createSymbolicLink(file, folder.resolve("nothing"));
        assertThat(StoreFile.look(file)).isEqualTo(faulty(StoreFault.MISSING));
    }

    @Test
    void aDirectoryIsNotAFile() throws IOException {
        Files.createDirectory(file);
        assertThat(StoreFile.look(file)).isEqualTo(faulty(StoreFault.NOT_A_FILE));
    }

    @Test
    void aFileWithoutContentIsEmpty() throws IOException {
        Files.createFile(file);
        assertThat(StoreFile.look(file)).isEqualTo(faulty(StoreFault.EMPTY));
    }

    /** SQLite removes the log of a file without content when it is opened, if only for reading. */
    @Test
    void aFileWithoutContentIsEmptyWhateverLiesBesideIt() throws IOException {
        Files.createFile(file);
        Files.write(folder.resolve("state.db-wal"), new byte[32]);
        assertThat(StoreFile.look(file)).isEqualTo(faulty(StoreFault.EMPTY));
    }

    @Test
    void aFileThatGrowsIsTheSameFile() throws IOException {
        // given
        Files.write(file, new byte[1]);
        StoreFile before = StoreFile.look(file);
        // when
        Files.write(file, new byte[2]);
        // then
        assertThat(StoreFile.look(file)).isEqualTo(before);
    }

    @Test
    void aFileMovedIntoItsPlaceIsAnother() throws IOException {
        // given
        Files.write(file, new byte[1]);
        StoreFile before = StoreFile.look(file);
        Path other = Files.write(folder.resolve("other"), new byte[1]);
        // when
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        // then
        assertThat(StoreFile.look(file)).isInstanceOf(StoreFile.Present.class).isNotEqualTo(before);
    }

    @Test
    void aVanishedFileIsTheReasonWhyItWasNotOpened() {
        assertThat(StoreFile.whyNotOpened(file)).isEqualTo(StoreFault.MISSING);
    }

    @Test
    void withAllFilesUsableTheReasonIsAnother() throws IOException {
        Files.write(file, new byte[1]);
        assertThat(StoreFile.whyNotOpened(file)).isEqualTo(StoreFault.READ_FAILED);
    }
}
