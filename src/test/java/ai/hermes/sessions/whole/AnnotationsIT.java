package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.Tool;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people add, kept by the packaged service. */
class AnnotationsIT {

    private static final String PIN = "{\"session_id\": \"s1\"}";

    private TestHome home;
    private Path folder;

    @BeforeEach
    void start() {
        home = TestHome.create();
        folder = home.path().resolve("hermes-sessions");
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31, Journal.DELETE).session("s1").message("s1", "user", "hello");
        }
    }

    @AfterEach
    void end() {
        home.close();
    }

    private static ServiceProcess listing(ServiceProcess.Builder builder) {
        ServiceProcess service = builder.start();
        Awaitility.await().until(() -> row(service).getString("session_id"), "s1"::equals);
        return service;
    }

    private static JsonPath row(ServiceProcess service) {
        return JsonPath.from(service.get("/api/sessions").body()).setRootPath("sessions[0]");
    }

    private static int pin(ServiceProcess service) {
        return service.post("/api/session/pin", PIN).statusCode();
    }

    @Test
    void lookingAtSessionsLeavesNoTrace() {
        // when
        try (ServiceProcess service = listing(ServiceProcess.in(home))) {
            service.get("/api/projects");
        }

        // then
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatWasAnsweredIsThereAfterAKill() throws Exception {
        // given
        try (ServiceProcess service = listing(ServiceProcess.in(home))) {
            service.post("/api/projects/create", "{\"name\": \"Garden\"}");
            assertThat(pin(service)).isEqualTo(200);
            service.handle().destroyForcibly();
            service.handle().onExit().get();
        }

        // when
        try (ServiceProcess again = listing(ServiceProcess.in(home))) {
            // then
            assertThat(row(again).getBoolean("pinned")).isTrue();
            assertThat(JsonPath.from(again.get("/api/projects").body()).getList("projects.name"))
                    .isEqualTo(List.of("Garden"));
        }
    }

    @Test
    void theStoreIsTheSameToTheByte() throws IOException {
        // given
        byte[] before = Files.readAllBytes(home.stateDb());
        Object changed = Files.getLastModifiedTime(home.stateDb());

        // when
        try (ServiceProcess service = listing(ServiceProcess.in(home))) {
            assertThat(pin(service)).isEqualTo(200);
            service.post("/api/session/archive", PIN);
            service.post("/api/session/rename", "{\"session_id\": \"s1\", \"title\": \"Mine\"}");
        }

        // then
        assertThat(Files.readAllBytes(home.stateDb())).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(home.stateDb())).isEqualTo(changed);
    }

    @Test
    void whereNothingCanBeWrittenWhatWasAddedIsShown() throws IOException {
        // given
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "SKIPPED: only root can become another user");
        Tool.SETPRIV.require();
        try (ServiceProcess service = listing(ServiceProcess.in(home))) {
            assertThat(pin(service)).isEqualTo(200);
        }
        permit(home.path(), "r-xr-xr-x");
        permit(folder, "r-xr-xr-x");
        permit(home.stateDb(), "r--r--r--");
        permit(folder.resolve("annotations.db"), "r--r--r--");
        List<String> before = names(folder);

        // when
        try (ServiceProcess unprivileged = listing(ServiceProcess.in(home).asNobody())) {
            HttpResponse<String> refused = unprivileged.post("/api/session/archive", PIN);

            // then
            assertThat(JsonPath.from(unprivileged.get("/health?deep=1").body()).getString("checks.annotations.code"))
                    .isEqualTo("annotations_read_only");
            assertThat(row(unprivileged).getBoolean("pinned")).isTrue();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(JsonPath.from(refused.body()).getString("code")).isEqualTo("annotations_read_only");
            assertThat(names(folder)).isEqualTo(before);
        }
    }

    @Test
    void whereNothingIsToBeKeptThatIsSaidAndAllIsWell() {
        // given
        try (ServiceProcess service = listing(ServiceProcess.in(home).property("hermes.read-only", "true"))) {

            // when
            HttpResponse<String> refused = service.post("/api/session/pin", PIN);

            // then
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(JsonPath.from(refused.body()).getString("code")).isEqualTo("annotations_declared_read_only");
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(service.get("/q/health/ready").statusCode()).isEqualTo(200);
                assertThat(JsonPath.from(service.get("/health?deep=1").body()).getMap("checks.annotations"))
                        .containsEntry("level", "pass")
                        .containsEntry("code", "annotations_declared_read_only");
            });
            assertThat(folder).doesNotExist();
        }
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }
}
