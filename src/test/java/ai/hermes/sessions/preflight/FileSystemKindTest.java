package ai.hermes.sessions.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemKindTest {

    @ParameterizedTest
    @ValueSource(strings = {"nfs4", "cifs", "smbfs", "9p", "virtiofs", "fuse.sshfs", "NFS", "fuse.grpcfuse"})
    void whatMachinesShareIsKnown(String type) {
        assertThat(FileSystemKind.isShared(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "apfs", "btrfs", "zfs", "overlay", "tmpfs", "fuseblk", "hfs"})
    void theDisksOfOneMachineAreTaken(String type) {
        assertThat(FileSystemKind.isShared(type)).isFalse();
    }

    @Test
    void aFolderThatIsNotMadeYetIsOnTheFileSystemOfTheOneAbove(@TempDir Path folder) {
        assertThat(FileSystemKind.shared(folder.resolve("not/there"))).isEqualTo(FileSystemKind.shared(folder));
    }

    @Test
    void theUserOfThisProcessOwnsWhatItMakes(@TempDir Path folder) {
        assertThat(ProcessUser.ownerOf(folder)).isEqualTo(ProcessUser.current()).isNotEmpty();
    }
}
