package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one container that is root, and what it does to a volume. */
class VolumeTest {

    private static final String ROOTS = "hand-over-the-volume";

    @TempDir
    Path folder;

    private static Container handOver() {
        return Rendered.of(Path.of("k8s/overlays/sidecar"))
                .pod()
                .getInitContainers()
                .get(0);
    }

    @Test
    void nobodyElseIsRoot() throws IOException {
        try (Stream<Path> overlays = Files.list(Path.of("k8s/overlays"))) {
            assertThat(overlays.map(Rendered::of)
                            .map(Rendered::pod)
                            .flatMap(pod ->
                                    Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()))
                            .filter(it -> it.getSecurityContext().getRunAsUser() != null
                                    || it.getSecurityContext().getRunAsNonRoot() != null))
                    .extracting(Container::getName)
                    .containsExactly(ROOTS);
        }
    }

    @Test
    void itMayChangeOwnersAndNothingElse() {
        // when
        Container container = handOver();

        // then
        assertThat(container.getName()).isEqualTo(ROOTS);
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).containsExactly("CHOWN");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getVolumeMounts()).singleElement().satisfies(it -> assertThat(it.getMountPath())
                .isEqualTo("/opt/data"));
    }

    @ParameterizedTest
    @CsvSource({"0, , true", "0, lost+found, true", "0, state.db, false", "10000, , false"})
    void anEmptyRootOfRootIsHandedOverAndNoOther(int owner, String file, boolean handedOver) throws IOException {
        // given
        Path home = Files.createDirectory(folder.resolve("home"));
        if (file != null) {
            Files.createFile(home.resolve(file));
        }
        tool("stat", "echo " + owner);
        tool("chown", "echo changed \"$@\"");
        String script = handOver().getArgs().get(0).replace("/opt/data", home.toString());

        // when
        Script run =
                Script.run(Map.of("PATH", folder + ":" + System.getenv("PATH")), folder, List.of("sh", "-c", script));

        // then
        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output().contains("changed 10000:10000 " + home)).isEqualTo(handedOver);
    }

    private void tool(String name, String does) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + does + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
