package ai.hermes.sessions.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.observability.Dashboards.Panel;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server of Prometheus scrapes the packaged service while it has work, and is asked what the dashboards ask. */
class PrometheusIT {

    private static final int CLIENTS = 6;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)[{ ]");

    @TempDir
    static Path folder;

    private static TestHome home;
    private static AgentProcess agent;
    private static ServiceProcess service;
    private static PrometheusServer prometheus;
    private static ExecutorService clients;

    @BeforeAll
    static void start() throws IOException {
        home = TestHome.create();
        agent = AgentProcess.start().create(home.stateDb(), 31).session("s", Map.of("title", "Session"));
        for (int i = 0; i < 200; i++) {
            agent.message("s", "user", "Hello " + i);
        }
        // Few readers, so that somebody has to wait, and closed soon, so that others are opened.
        service = ServiceProcess.in(home)
                .property("hermes.store.max-readers", "3")
                .property("hermes.store.idle-timeout", "1S")
                .start();
        prometheus = PrometheusServer.start(folder, service.port());
        await().atMost(LONGEST).until(prometheus::ready);
        agent.appendEvery("s", Duration.ofMillis(50));
        clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(PrometheusIT::poll);
        }
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (clients != null) {
            clients.shutdownNow();
            clients.awaitTermination(10, TimeUnit.SECONDS);
        }
        if (prometheus != null) {
            prometheus.close();
        }
        if (service != null) {
            service.close();
        }
        agent.close();
        home.close();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void eachQueryOfEachPanelHasAnAnswer(Panel panel) {
        for (String query : panel.queries()) {
            await(query).atMost(LONGEST).pollInterval(Duration.ofMillis(200)).until(() -> answered(query));
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void eachPanelNamesMetricsThatAreThere(Panel panel) {
        Set<String> named = panel.queries().stream()
                .flatMap(query -> Dashboards.metricsIn(query).stream())
                .collect(Collectors.toSet());
        await().atMost(LONGEST).untilAsserted(() -> assertThat(exported()).containsAll(named));
    }

    @Test
    void eachRuleNamesMetricsThatAreThere() {
        Set<String> named = rules().stream()
                .flatMap(rule -> Dashboards.metricsIn(rule.path("query").asText()).stream())
                .collect(Collectors.toSet());
        await().atMost(LONGEST).untilAsserted(() -> assertThat(exported()).containsAll(named));
    }

    @Test
    void eachRuleCanBeEvaluated() {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(rules())
                .isNotEmpty()
                .extracting(rule -> rule.path("health").asText())
                .containsOnly("ok"));
    }

    static List<Panel> panels() {
        return Dashboards.panels();
    }

    /** Whether a query gives at least one number that is one. */
    private static boolean answered(String query) {
        return StreamSupport.stream(prometheus.query(query).spliterator(), false)
                .anyMatch(series -> !series.path("value").path(1).asText().equals("NaN"));
    }

    private static List<JsonNode> rules() {
        return StreamSupport.stream(prometheus.rules().spliterator(), false).toList();
    }

    private static Set<String> exported() {
        return SAMPLE.matcher(service.get("/q/metrics").body())
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In bursts, between which connections become idle. */
    private static void poll() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (int i = 0; i < 20; i++) {
                    service.get("/api/sessions");
                    service.get("/api/session?msg_limit=50&session_id=s");
                }
                TimeUnit.SECONDS.sleep(3);
            }
        } catch (InterruptedException | IllegalStateException e) {
            Thread.currentThread().interrupt();
        }
    }
}
