package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with the variables of the pod, asked as Kubernetes and Prometheus would ask it. */
class PodIT {

    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private TestHome home;
    private Rendered overlay;
    private ServiceProcess service;

    @BeforeEach
    void start() throws IOException {
        overlay = Rendered.of(Path.of("k8s/overlays/persistent-volume"));
        home = TestHome.create();
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31).session("s1").message("s1", "user", "hello");
        }
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        ServiceProcess.Builder builder = ServiceProcess.in(home);
        for (EnvVar variable : overlay.container().getEnv()) {
            builder.environment(
                    variable.getName(),
                    switch (variable.getName()) {
                        case "HERMES_HOME" -> home.path().toString();
                        case "HERMES_WEBUI_HOST" -> "127.0.0.1";
                        case "HERMES_AUTH_TOKEN_FILE" -> token.toString();
                        case "QUARKUS_SHUTDOWN_DELAY" -> "0S";
                        default -> variable.getValue();
                    });
        }
        service = builder.start();
    }

    @AfterEach
    void end() {
        service.close();
        home.close();
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPath();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .timeout(Duration.ofSeconds(20));
        return client.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(), BodyHandlers.ofString());
    }

    @Test
    void allThatAskFindWhatTheyAskFor() throws Exception {
        // given
        Container container = overlay.container();
        Endpoint scraped = overlay.all(ServiceMonitor.class)
                .get(0)
                .getSpec()
                .getEndpoints()
                .get(0);

        // then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        get(path(container.getStartupProbe())).statusCode())
                .isEqualTo(200));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        get(path(container.getReadinessProbe())).statusCode())
                .isEqualTo(200));
        assertThat(get(path(container.getLivenessProbe())).statusCode()).isEqualTo(200);
        assertThat(get("/api/sessions").statusCode()).isEqualTo(401);
        assertThat(get(scraped.getPath(), "Authorization", "Bearer " + TOKEN).body())
                .contains("hermes_ready");
    }
}
