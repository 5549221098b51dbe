package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.Tool;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The image, and the services that run beside it. */
class ContainerTest {

    private static final Dockerfile IMAGE = Dockerfile.read(Path.of("src/main/docker/Dockerfile.jvm"));
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Of the reference of Dockerfiles; of these we use some. */
    private static final Set<String> INSTRUCTIONS =
            Set.of("FROM", "WORKDIR", "COPY", "RUN", "ENV", "EXPOSE", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD");

    /** Of the Compose Specification, what a service may say and ours do. */
    private static final Set<String> KEYS = Set.of(
            "image",
            "build",
            "user",
            "read_only",
            "tmpfs",
            "cap_drop",
            "security_opt",
            "environment",
            "secrets",
            "volumes",
            "ports",
            "mem_limit",
            "stop_grace_period",
            "restart",
            "command",
            "depends_on");

    @TempDir
    Path folder;

    static List<JsonNode> services() throws IOException {
        return StreamSupport.stream(
                        YAML.readTree(Path.of("compose.yaml").toFile())
                                .path("services")
                                .spliterator(),
                        false)
                .toList();
    }

    private static JsonNode service() throws IOException {
        return YAML.readTree(Path.of("compose.yaml").toFile()).path("services").path("hermes-sessions");
    }

    private static List<String> words(String json) throws JsonProcessingException {
        return Arrays.asList(new ObjectMapper().readValue(json, String[].class));
    }

    @Test
    void theImageIsMadeByInstructionsThatThereAre() {
        assertThat(IMAGE.instructions())
                .extracting(Dockerfile.Instruction::name)
                .isSubsetOf(INSTRUCTIONS)
                .startsWith("FROM");
        assertThat(IMAGE.all("FROM")).containsExactly("eclipse-temurin:25-jre");
    }

    @Test
    void whatIsCopiedIsLetIntoTheBuild() throws IOException {
        // given
        List<String> let = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        // then
        assertThat(IMAGE.all("COPY"))
                .extracting(it -> it.split(" ")[0])
                .allSatisfy(source -> assertThat(let).anyMatch(source::startsWith))
                .filteredOn(source -> source.startsWith("src/"))
                .hasSize(2)
                .allSatisfy(source -> assertThat(Path.of(source)).exists());
    }

    @Test
    void nothingIsHandedToAnotherOwnerAndNobodyIsRoot() throws IOException {
        assertThat(IMAGE.all("USER")).singleElement().asString().matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(Files.readString(Path.of("src/main/docker/Dockerfile.jvm"))).doesNotContain("chown");
    }

    @Test
    void whatItRunsIsThereAndIsToldToEndItself() throws IOException {
        // given
        String home = IMAGE.all("WORKDIR").get(0);

        // when
        List<String> entry = words(IMAGE.all("ENTRYPOINT").get(0));

        // then
        assertThat(entry).containsExactly(home + "/bin/hermes-sessions");
        assertThat(Path.of("src/main/dist").resolve(entry.get(0).substring(home.length() + 1)))
                .isExecutable();
        assertThat(words(IMAGE.all("CMD").get(0))).containsExactly("start");
    }

    @Test
    void eachVariableOfTheImageIsOneThatTheServiceUnderstands() {
        // given
        KnownVariables known = KnownVariables.all();

        // then
        assertThat(IMAGE.all("ENV").get(0).split(" "))
                .allSatisfy(it -> assertThat(known.has(it.split("=")[0])).as(it).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm.options", "jvm-25.options"})
    void theImageWithoutAnEngineHasTheSameOptions(String file) throws IOException {
        // given
        List<String> options = Files.readAllLines(Path.of("src/main/dist").resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        // when
        String pom = Files.readString(Path.of("pom.xml"));
        String arguments = pom.replaceAll("(?s).*<quarkus.jib.jvm-additional-arguments>(.*?)<.*", "$1");

        // then
        assertThat(arguments.split(",")).containsAll(options);
    }

    @ParameterizedTest
    @MethodSource("services")
    void eachServiceSaysOnlyWhatAServiceMay(JsonNode service) {
        assertThat(KEYS).containsAll(service::fieldNames);
        assertThat(service.path("image").asText()).matches("([a-z0-9-]+/)?[a-z0-9-]+(:[\\w.-]+)?");
        service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void eachFileThatIsMountedIsThere(JsonNode service) {
        service.path("volumes").forEach(volume -> {
            String source = volume.asText().split(":")[0];
            if (source.startsWith("./")) {
                assertThat(Path.of(source)).exists();
                assertThat(volume.asText()).endsWith(":ro");
            }
        });
    }

    @Test
    void eachVariableOfTheServiceIsOneThatItUnderstands() throws IOException {
        // given
        KnownVariables known = KnownVariables.all();

        // then
        service().path("environment").fieldNames().forEachRemaining(it -> assertThat(known.has(it))
                .as(it)
                .isTrue());
    }

    @Test
    void theTokenIsAFileThatTheServiceReads() throws IOException {
        // given
        String file =
                service().path("environment").path("HERMES_AUTH_TOKEN_FILE").asText();

        // then
        assertThat(file)
                .isEqualTo("/run/secrets/" + service().path("secrets").path(0).asText());
        assertThat(Files.readString(Path.of("compose/prometheus.yaml"))).contains("credentials_file: " + file);
    }

    /** The watchdog ends a stuck process now and then, and engines count that as long as there is the container. */
    @ParameterizedTest
    @MethodSource("services")
    void nothingCountsHowOftenAServiceMayBeStartedAgain(JsonNode service) {
        assertThat(service.path("restart").asText()).isEqualTo("unless-stopped");
    }

    /** SQLite's driver loads what it unpacks there, which engines forbid unless told otherwise. */
    @Test
    void theOnlyPlaceToWriteToLetsLibrariesBeLoaded() throws IOException {
        assertThat(service().path("read_only").asBoolean()).isTrue();
        assertThat(service().path("tmpfs").path(0).asText()).startsWith("/tmp:exec,");
    }

    @Test
    void grafanaKnowsWhatTheDashboardsAsk() throws IOException {
        // given
        JsonNode sources =
                YAML.readTree(Path.of("compose/grafana/datasources.yaml").toFile());

        // then
        assertThat(sources.findValuesAsText("type")).containsExactlyInAnyOrder("prometheus", "tempo");
        assertThat(sources.findValuesAsText("url")).allSatisfy(url -> {
            String host = url.replaceAll("http://(.*):\\d+", "$1");
            assertThat(YAML.readTree(Path.of("compose.yaml").toFile())
                            .path("services")
                            .has(host))
                    .isTrue();
        });
    }

    /** The address of Explore, with the trace asked of the source that is provisioned, where viewers may go. */
    @Test
    void aLongHeldConnectionLeadsToItsTrace() throws IOException {
        // given
        JsonNode grafana =
                YAML.readTree(Path.of("compose.yaml").toFile()).path("services").path("grafana");

        // when
        String url = service()
                .path("environment")
                .path("HERMES_DIAGNOSTICS_TRACE_URL")
                .asText();
        String panes = URLDecoder.decode(url.replaceAll(".*&panes=", ""), StandardCharsets.UTF_8);
        JsonNode pane = new ObjectMapper().readTree(panes).path("trace");

        // then
        assertThat(url)
                .startsWith("http://" + grafana.path("ports").path(0).asText().replaceAll(":\\d+$", "") + "/");
        assertThat(pane.path("queries").path(0).path("query").asText()).isEqualTo("{trace_id}");
        assertThat(YAML.readTree(Path.of("compose/grafana/datasources.yaml").toFile())
                        .findValuesAsText("uid"))
                .contains(pane.path("datasource").asText());
        assertThat(grafana.path("environment").path("GF_USERS_VIEWERS_CAN_EDIT").asText())
                .isEqualTo("true");
    }

    @Test
    void prometheusUnderstandsWhatItIsTold() throws IOException {
        // given
        Path promtool = Tool.PROMTOOL.require();
        for (Path file : List.of(Path.of("compose/prometheus.yaml"), Path.of("k8s/observability/alerts.yaml"))) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }

        // when
        Script looked = Script.run(
                Map.of(), folder, List.of(promtool.toString(), "check", "config", "--syntax-only", "prometheus.yaml"));

        // then
        assertThat(looked.code()).as(looked.output()).isZero();
    }

    @Test
    void theCollectorPassesOnOnlyToWhatThereIs() throws IOException {
        // given
        JsonNode collector =
                YAML.readTree(Path.of("compose/otel-collector.yaml").toFile());
        Map<String, List<String>> named = new HashMap<>();
        for (String part : List.of("receivers", "processors", "exporters")) {
            collector.path("service").path("pipelines").forEach(pipeline -> pipeline.path(part)
                    .forEach(it -> named.computeIfAbsent(part, key -> new ArrayList<>())
                            .add(it.asText())));
        }

        // then
        assertThat(named).allSatisfy((part, names) -> assertThat(names)
                .allSatisfy(name -> assertThat(collector.path(part).has(name)).isTrue()));
        assertThat(collector
                        .path("exporters")
                        .path("otlp/tempo")
                        .path("endpoint")
                        .asText())
                .isEqualTo("tempo:4317");
    }

    /** Alive, and in the three ways not: nobody listens, it says no, it says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.0 503 x\r\n\r\n", "", "-"})
    void theImageIsHealthyWhenTheServiceSaysItIsAlive(String answer) throws Exception {
        try (Answering server = Answering.with(answer)) {
            // when
            Script asked = Script.run(
                    Map.of("HERMES_WEBUI_PORT", String.valueOf(server.port())),
                    folder,
                    List.of(
                            "bash",
                            Path.of("src/main/docker/healthy").toAbsolutePath().toString()));

            // then
            assertThat(asked.code() == 0).isEqualTo(answer.contains(" 200 "));
        }
    }

    @Test
    void theHealthCheckIsWhatIsCopied() throws IOException {
        assertThat(IMAGE.all("HEALTHCHECK")).singleElement().asString().endsWith("CMD [\"healthy\"]");
        assertThat(IMAGE.all("COPY")).contains("src/main/docker/healthy /usr/local/bin/healthy");
        try (Stream<Path> files = Files.list(Path.of("src/main/docker"))) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("Dockerfile.jvm", "healthy");
        }
    }
}
