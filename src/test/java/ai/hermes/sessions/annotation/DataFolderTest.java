package ai.hermes.sessions.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final String KEY = "share.key";

    @TempDir
    Path folder;

    @Test
    void aKeyIsMadeOnceAndForItsUserAlone() throws IOException {
        // when
        byte[] made = new DataFolder(folder, false).key(KEY, 32);

        // then
        assertThat(made).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(new DataFolder(folder, false).key(KEY, 32)).isEqualTo(made);
        assertThat(Files.getPosixFilePermissions(folder.resolve(KEY)))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void whereNothingMayBeWrittenAKeyThatIsThereIsRead() {
        // given
        byte[] made = new DataFolder(folder, false).key(KEY, 32);

        // then
        assertThat(new DataFolder(folder, true).key(KEY, 32)).isEqualTo(made);
    }

    @Test
    void whereNothingMayBeWrittenNoKeyIsMade() {
        assertThatThrownBy(() -> new DataFolder(folder, true).key(KEY, 32))
                .isInstanceOfSatisfying(AnnotationFaultException.class, e -> assertThat(e.fault())
                        .isEqualTo(AnnotationFault.DECLARED_READ_ONLY));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoKeyIsNotTakenForOne() throws IOException {
        // given
        Files.write(folder.resolve(KEY), new byte[31]);

        // then
        assertThatThrownBy(() -> new DataFolder(folder, false).key(KEY, 32))
                .isInstanceOf(AnnotationFaultException.class);
        assertThat(folder.resolve(KEY)).hasSize(31);
    }
}
