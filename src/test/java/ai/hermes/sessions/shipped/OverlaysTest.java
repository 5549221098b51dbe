package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kubernetes is told by each overlay, as a whole. */
class OverlaysTest {

    private static final Path OVERLAYS = Path.of("k8s/overlays");

    private static List<Rendered> rendered = List.of();

    @BeforeAll
    static void render() throws IOException {
        try (Stream<Path> folders = Files.list(OVERLAYS)) {
            rendered = folders.sorted().map(Rendered::of).toList();
        }
    }

    static List<Rendered> overlays() {
        return rendered;
    }

    @Test
    void whatIsNotInTheSchemaIsRefused() {
        assertThatThrownBy(() -> Rendered.read("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: x}
                        spec: {publishNotReadyAdresses: true}
                        """)).hasMessageContaining("publishNotReadyAdresses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/spec/selector", "/spec/template", "/spec/template/spec/containers/0/name"})
    void whatTheSchemaWantsIsMissed(String required) throws IOException {
        // given
        JsonNode deployment = new YAMLMapper().readTree("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: x}
                        spec:
                          selector: {matchLabels: {a: b}}
                          template:
                            metadata: {labels: {a: b}}
                            spec: {containers: [{name: c, image: i}]}
                        """);
        JsonPointer place = JsonPointer.compile(required);

        // when
        ((ObjectNode) deployment.at(place.head())).remove(place.last().getMatchingProperty());

        // then
        assertThatThrownBy(() -> Rendered.read(deployment.toString()))
                .hasMessageContaining(place.last().getMatchingProperty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"selector", "endpoints"})
    void whatTheSchemaOfTheScraperWantsIsMissed(String required) throws IOException {
        // given
        ObjectNode monitor = (ObjectNode) new YAMLMapper().readTree("""
                        apiVersion: monitoring.coreos.com/v1
                        kind: ServiceMonitor
                        metadata: {name: x}
                        spec: {selector: {matchLabels: {a: b}}, endpoints: [{port: http}]}
                        """);

        // when
        monitor.withObject("/spec").remove(required);

        // then
        assertThatThrownBy(() -> Rendered.read(monitor.toString())).hasMessageContaining(required);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theDeploymentFindsItsPods(Rendered overlay) {
        DeploymentSpec deployment = overlay.all(Deployment.class).get(0).getSpec();
        assertThat(deployment.getSelector().getMatchLabels()).isNotEmpty();
        assertThat(deployment.getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(deployment.getSelector().getMatchLabels());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theServicesFindThePodAndItsPort(Rendered overlay) {
        // given
        Map<String, String> labels = overlay.all(Deployment.class)
                .get(0)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();

        // then
        assertThat(overlay.all(Service.class)).hasSize(2).allSatisfy(service -> {
            assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector());
            assertThat(overlay.container().getPorts().get(0).getName())
                    .isEqualTo(
                            service.getSpec().getPorts().get(0).getTargetPort().getStrVal());
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void oneServiceLeadsThereEvenWhileItIsNotReady(Rendered overlay) {
        assertThat(overlay.all(Service.class))
                .extracting(it -> Boolean.TRUE.equals(it.getSpec().getPublishNotReadyAddresses()))
                .containsExactlyInAnyOrder(true, false);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void nobodyChangesTheGroupOfTheVolumeAndNobodyIsRoot(Rendered overlay) {
        assertThat(overlay.pod().getSecurityContext().getFsGroup()).isNull();
        assertThat(overlay.pod().getSecurityContext().getRunAsUser()).isPositive();
        assertThat(overlay.pod().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(overlay.pod().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theVolumesAreThoseThatAreMounted(Rendered overlay) {
        assertThat(overlay.pod().getContainers().stream()
                        .flatMap(it -> it.getVolumeMounts().stream())
                        .map(VolumeMount::getName)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        overlay.pod().getVolumes().stream().map(Volume::getName).toList());
        assertThat(overlay.pod().getVolumes()).allSatisfy(volume -> assertThat(Stream.of(
                                volume.getHostPath(),
                                volume.getPersistentVolumeClaim(),
                                volume.getSecret(),
                                volume.getEmptyDir())
                        .filter(it -> it != null))
                .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theHomeIsWhereTheAgentHasIt(Rendered overlay) {
        assertThat(overlay.container().getEnv())
                .filteredOn(it -> it.getName().equals("HERMES_HOME"))
                .singleElement()
                .extracting(EnvVar::getValue)
                .isEqualTo(overlay.container().getVolumeMounts().stream()
                        .filter(it -> it.getName().equals("hermes-home"))
                        .findFirst()
                        .orElseThrow()
                        .getMountPath());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void eachVariableIsOneThatTheServiceUnderstands(Rendered overlay) {
        // given
        KnownVariables known = KnownVariables.all();

        // then
        assertThat(overlay.container().getEnv())
                .extracting(EnvVar::getName)
                .allSatisfy(it -> assertThat(known.has(it)).as(it).isTrue());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void noImageIsOfACertainRegistry(Rendered overlay) {
        assertThat(overlay.pod().getContainers())
                .extracting(Container::getImage)
                .allSatisfy(it -> assertThat(it).matches("[a-z0-9-]+(:[\\w.-]+)?"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whoMayCallWhomIsSaidOfThisPodOnly(Rendered overlay) {
        assertThat(overlay.all(NetworkPolicy.class)).isNotEmpty().allSatisfy(it -> assertThat(
                        it.getSpec().getPodSelector().getMatchLabels())
                .containsExactly(Map.entry("app.kubernetes.io/name", "hermes-sessions")));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void itIsScrapedByOneOfItsServices(Rendered overlay) {
        // when
        ServiceMonitor monitor = overlay.all(ServiceMonitor.class).get(0);

        // then
        assertThat(overlay.all(Service.class))
                .filteredOn(service -> service.getMetadata().getLabels() != null
                        && service.getMetadata()
                                .getLabels()
                                .entrySet()
                                .containsAll(monitor.getSpec()
                                        .getSelector()
                                        .getMatchLabels()
                                        .entrySet()))
                .singleElement()
                .extracting(service -> service.getSpec().getPorts().get(0).getName())
                .isEqualTo(monitor.getSpec().getEndpoints().get(0).getPort());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void dashboardsAndRulesAreTheFilesThatAreTested(Rendered overlay) throws IOException {
        // given
        Path folder = Path.of("k8s/observability");

        // when
        Map<String, Map<String, String>> maps = overlay.all(ConfigMap.class).stream()
                .collect(Collectors.toMap(it -> it.getMetadata().getName(), ConfigMap::getData));

        // then
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> dashboards = Files.list(folder.resolve("dashboards"))) {
            for (Path dashboard : dashboards.toList()) {
                files.put(dashboard.getFileName().toString(), Files.readString(dashboard));
            }
        }
        assertThat(maps.get("hermes-sessions-dashboards")).isEqualTo(files);
        assertThat(maps.get("hermes-sessions-rules"))
                .containsEntry("alerts.yaml", Files.readString(folder.resolve("alerts.yaml")));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void thePortIsTheOneThatTheServiceListensAt(Rendered overlay) throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/application.properties")))
                .contains("quarkus.http.port=${HERMES_WEBUI_PORT:%d}"
                        .formatted(overlay.container().getPorts().get(0).getContainerPort()));
    }

    @Test
    void peopleComeInByTlsToWhatIsThereReadyOrNot() {
        // given
        Rendered overlay = Rendered.of(OVERLAYS.resolve("ingress"));

        // when
        Ingress ingress = overlay.all(Ingress.class).get(0);

        // then
        String host = ingress.getSpec().getRules().get(0).getHost();
        assertThat(ingress.getSpec().getTls().get(0).getHosts()).containsExactly(host);
        assertThat(ingress.getSpec()
                        .getRules()
                        .get(0)
                        .getHttp()
                        .getPaths()
                        .get(0)
                        .getBackend()
                        .getService()
                        .getName())
                .isEqualTo("hermes-sessions-always");
        assertThat(overlay.container().getEnv())
                .filteredOn(it -> it.getName().equals("HERMES_SECURITY_ALLOWED_HOSTS"))
                .singleElement()
                .extracting(EnvVar::getValue)
                .asString()
                .contains(host);
    }
}
