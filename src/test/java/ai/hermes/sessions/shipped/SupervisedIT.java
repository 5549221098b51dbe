package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Debugger;
import ai.hermes.sessions.testing.TestHome;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged service, installed by the script, kept running by what supervisors are told of it. */
@Execution(ExecutionMode.SAME_THREAD)
class SupervisedIT {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    static Path user;

    private static TestHome home;
    private static LaunchctlStandIn launchctl;
    private static Script installed;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void install() throws IOException {
        home = TestHome.create();
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31).session("s1").message("s1", "user", "hello");
        }
        launchctl = new LaunchctlStandIn(user.resolve("stand-in"));
        Path notify = launchctl.folder().resolve("systemd-notify");
        Files.writeString(notify, "#!/bin/sh\necho \"$*\" >> \"$NOTIFY_SOCKET\"\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Path.of(System.getProperty("hermes.test.jar"));
        installed = Script.run(
                Map.of(
                        "HOME", user.toString(),
                        "PATH", path(),
                        "JAVA", java(),
                        "HERMES_HOME", home.path().toString()),
                user,
                List.of(
                        "sh",
                        Path.of("launchd/install.sh").toAbsolutePath().toString(),
                        jar.getParent().toString()));
    }

    @AfterAll
    static void remove() {
        home.close();
    }

    private static String path() {
        return launchctl.folder() + File.pathSeparator + System.getenv("PATH");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    private static Path program() {
        return user.resolve("Library/Application Support/hermes-sessions/app/bin/hermes-sessions");
    }

    private static Supervisor.Rules rules(String supervisor) {
        return supervisor.equals("launchd")
                ? Supervisor.launchd(user.resolve("Library/LaunchAgents/ai.hermes.sessions.plist"))
                : Supervisor.systemd(
                        SystemdUnit.read(Path.of("launchd/systemd").resolve(supervisor + "/hermes-sessions.service")),
                        program());
    }

    /** What is so on this machine only. */
    private static Map<String, String> here(String supervisor, int port, Path folder) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "HERMES_HOME", home.path().toString(),
                "HERMES_DATA_DIR", folder.resolve("data").toString(),
                "HERMES_WEBUI_PORT", String.valueOf(port),
                "JAVA", java(),
                "PATH", path()));
        if (!supervisor.equals("launchd")) {
            variables.put("NOTIFY_SOCKET", folder.resolve("notified").toString());
        }
        return variables;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean serves(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/sessions"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body().contains("\"session_id\":\"s1\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void itIsInstalledWithAnArchiveOfItsClasses() throws IOException {
        // then
        assertThat(installed.code()).as(installed.output()).isZero();
        assertThat(installed.output()).doesNotContain("No class archive");
        try (var files = Files.list(program().resolve("../../cache").normalize())) {
            assertThat(files).hasSize(1);
        }
    }

    /** How long it took is told in the output of the build; a busy machine is no fault. */
    @ParameterizedTest
    @CsvSource({"launchd", "system"})
    void wedgedItIsBackAndServes(String supervisor, @TempDir Path folder) throws Exception {
        // given
        int port = freePort();
        try (Debugger debugger = new Debugger()) {
            Map<String, String> variables = here(supervisor, port, folder);
            variables.put("JAVA_OPTS", debugger.option());
            try (Supervisor running =
                    Supervisor.start(rules(supervisor), variables, Files.createFile(folder.resolve("output")))) {
                await().atMost(LONG).until(() -> serves(port));
                long wedged = System.nanoTime();

                // when
                debugger.suspend("vert.x-acceptor-thread");
                await().atMost(LONG).until(() -> !running.codes().isEmpty());
                await().atMost(LONG).until(() -> serves(port));

                // then
                System.out.printf(
                        "Wedged under %s: serves again after %.1f s%n", supervisor, (System.nanoTime() - wedged) / 1e9);
                assertThat(running.codes()).containsExactly(70);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "launchd, HERMES_WEBUI_HOST, 0.0.0.0, 0",
        "system, HERMES_WEBUI_HOST, 0.0.0.0, 78",
        "user, HERMES_STORE_MAX_READERS, many, 78"
    })
    void refusedItIsNotStartedAgain(String supervisor, String variable, String value, int code, @TempDir Path folder)
            throws IOException {
        // given
        Map<String, String> variables = here(supervisor, freePort(), folder);
        variables.put(variable, value);

        // when
        try (Supervisor running =
                Supervisor.start(rules(supervisor), variables, Files.createFile(folder.resolve("output")))) {
            await().atMost(LONG).until(running::ended);

            // then
            assertThat(running.codes()).containsExactly(code);
        }
        assertThat(folder.resolve("output")).content().isNotBlank();
    }

    @Test
    void systemdIsToldThatItIsReadyAndThatItMakesProgress(@TempDir Path folder) throws IOException {
        // given
        int port = freePort();

        // when
        try (Supervisor running = Supervisor.start(
                rules("user"), here("user", port, folder), Files.createFile(folder.resolve("output")))) {
            await().atMost(LONG)
                    .until(() -> Files.exists(folder.resolve("notified"))
                            && Files.readString(folder.resolve("notified")).contains("--ready"));
            assertThat(running.codes()).isEmpty();
        }

        // then
        assertThat(Files.readAllLines(folder.resolve("notified")))
                .contains("WATCHDOG=1")
                .last()
                .isEqualTo("--stopping");
    }

    @Test
    void theServiceKeepsItsLogItselfAndSaysThatItUsesTheArchive(@TempDir Path folder) throws IOException {
        // given
        int port = freePort();
        Path output = Files.createFile(folder.resolve("output"));

        // when
        try (Supervisor running = Supervisor.start(rules("launchd"), here("launchd", port, folder), output)) {
            await().atMost(LONG).until(() -> serves(port));
            assertThat(running.codes()).isEmpty();
        }

        // then
        assertThat(user.resolve("Library/Logs/hermes-sessions/hermes-sessions.log"))
                .content()
                .containsPattern("The class archive .*/cache/classes-\\d+\\.\\w+ is used\\.");
        assertThat(output).content().isEmpty();
    }

    /** With smaller files and many more lines than are the rule. */
    @Test
    void aFullLogIsPutAsideAndTheOldestIsDropped(@TempDir Path folder) throws IOException {
        // given
        int port = freePort();
        Map<String, String> variables = here("launchd", port, folder);
        variables.put("QUARKUS_LOG_LEVEL", "DEBUG");
        variables.put(
                "QUARKUS_LOG_FILE_PATH", folder.resolve("logs/service.log").toString());
        variables.put("QUARKUS_LOG_FILE_ROTATION_MAX_FILE_SIZE", "4K");
        variables.put("QUARKUS_LOG_FILE_ROTATION_MAX_BACKUP_INDEX", "2");

        // when
        try (Supervisor running =
                Supervisor.start(rules("launchd"), variables, Files.createFile(folder.resolve("output")))) {
            await().atMost(LONG).until(() -> serves(port));
            assertThat(running.codes()).isEmpty();
        }

        // then
        try (var files = Files.list(folder.resolve("logs"))) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("service.log", "service.log.1", "service.log.2");
        }
    }
}
