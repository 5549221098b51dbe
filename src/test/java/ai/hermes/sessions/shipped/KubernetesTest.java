package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the files for Kubernetes must say so that the service runs well there, and harms no store. */
class KubernetesTest {

    private static final Path BASE = Path.of("k8s/base");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static JsonNode read(String file) throws IOException {
        return YAML.readTree(BASE.resolve(file).toFile());
    }

    private static JsonNode deployment() throws IOException {
        return read("deployment.yaml").path("spec");
    }

    private static JsonNode pod() throws IOException {
        return deployment().path("template").path("spec");
    }

    private static JsonNode container() throws IOException {
        return pod().path("containers").path(0);
    }

    private static Optional<String> variable(String name) throws IOException {
        for (JsonNode each : container().path("env")) {
            if (each.path("name").asText().equals(name)) {
                return Optional.of(each.path("value").asText());
            }
        }
        return Optional.empty();
    }

    @Test
    void everyFileIsAResourceOfTheBase() throws IOException {
        // given
        List<String> resources = new ArrayList<>();
        read("kustomization.yaml").path("resources").forEach(it -> resources.add(it.asText()));

        // when
        try (Stream<Path> files = Files.list(BASE)) {
            // then
            assertThat(files.map(it -> it.getFileName().toString()).filter(it -> !it.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(resources);
        }
    }

    @Test
    void thereAreNeverTwoAtATime() throws IOException {
        assertThat(deployment().path("replicas").asInt()).isEqualTo(1);
        assertThat(deployment().path("strategy").path("type").asText()).isEqualTo("Recreate");
    }

    @ParameterizedTest
    @CsvSource({"livenessProbe, live", "readinessProbe, ready", "startupProbe, started"})
    void itIsProbedForWhatEachProbeIsThere(String probe, String path) throws IOException {
        // when
        JsonNode request = container().path(probe).path("httpGet");

        // then
        assertThat(request.path("path").asText()).isEqualTo("/q/health/" + path);
        assertThat(request.path("port").asText())
                .isEqualTo(container().path("ports").path(0).path("name").asText());
    }

    @Test
    void itRunsAsAnOrdinaryUserThatMayNothing() throws IOException {
        // when
        JsonNode security = container().path("securityContext");

        // then
        assertThat(pod().path("securityContext").path("runAsNonRoot").asBoolean())
                .isTrue();
        assertThat(pod().path("securityContext").path("runAsUser").asInt()).isPositive();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("capabilities").path("drop").path(0).asText()).isEqualTo("ALL");
        assertThat(pod().path("automountServiceAccountToken").asBoolean(true)).isFalse();
    }

    /** It would make the agent's private files readable for a group, and the agent refuse them. */
    @Test
    void nobodyChangesTheGroupOfTheVolume() throws IOException {
        assertThat(pod().findValues("fsGroup")).isEmpty();
        assertThat(pod().findValues("fsGroupChangePolicy")).isEmpty();
    }

    @Test
    void theImageIsOfNoCertainRegistry() throws IOException {
        assertThat(container().path("image").asText()).matches("[a-z0-9-]+(:[\\w.-]+)?");
    }

    @Test
    void theTokenComesFromASecretAsAFile() throws IOException {
        // given
        String file = variable("HERMES_AUTH_TOKEN_FILE").orElseThrow();

        // when
        Optional<JsonNode> mount = Optional.empty();
        for (JsonNode each : container().path("volumeMounts")) {
            if (file.startsWith(each.path("mountPath").asText() + "/")) {
                mount = Optional.of(each);
            }
        }

        // then
        String volume = mount.orElseThrow().path("name").asText();
        assertThat(pod().path("volumes")).anySatisfy(it -> {
            assertThat(it.path("name").asText()).isEqualTo(volume);
            assertThat(it.path("secret").path("secretName").asText()).isNotEmpty();
        });
        assertThat(variable("HERMES_AUTH_TOKEN")).isEmpty();
    }

    @Test
    void theWatchdogLeavesStuckProcessesToTheProbes() throws IOException {
        assertThat(variable("HERMES_WATCHDOG_ENABLED")).contains("false");
    }

    @Test
    void itMayBeCalledByTheNamesOfItsServices() throws IOException {
        assertThat(variable("HERMES_SECURITY_ALLOWED_HOSTS").orElseThrow().split(","))
                .contains(
                        read("service.yaml").path("metadata").path("name").asText(),
                        read("service-always.yaml")
                                .path("metadata")
                                .path("name")
                                .asText());
    }

    @Test
    void everyMountHasAVolume() throws IOException {
        // given
        Set<String> volumes = new HashSet<>();
        pod().path("volumes").forEach(it -> volumes.add(it.path("name").asText()));

        // then
        assertThat(container().path("volumeMounts"))
                .allSatisfy(it -> assertThat(volumes).contains(it.path("name").asText()));
    }
}
