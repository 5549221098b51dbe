package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What macOS is told, and the scripts that tell it. */
class LaunchdTest {

    private static final Path FOLDER = Path.of("launchd").toAbsolutePath();
    private static final String NAME = "ai.hermes.sessions.plist";

    /** Of the manual page launchd.plist(5), with the type of each; what is misspelt launchd takes and heeds not. */
    private static final Map<String, Class<?>> DOCUMENTED = Map.ofEntries(
            Map.entry("Label", String.class),
            Map.entry("UserName", String.class),
            Map.entry("ProgramArguments", List.class),
            Map.entry("WorkingDirectory", String.class),
            Map.entry("EnvironmentVariables", Map.class),
            Map.entry("RunAtLoad", Boolean.class),
            Map.entry("KeepAlive", Map.class),
            Map.entry("ThrottleInterval", Integer.class),
            Map.entry("SoftResourceLimits", Map.class),
            Map.entry("HardResourceLimits", Map.class),
            Map.entry("ExitTimeOut", Integer.class),
            Map.entry("ProcessType", String.class),
            Map.entry("Umask", Integer.class),
            Map.entry("StandardOutPath", String.class),
            Map.entry("StandardErrorPath", String.class));

    @TempDir
    Path user;

    private LaunchctlStandIn launchctl;

    @BeforeEach
    void makeLaunchctl() throws IOException {
        launchctl = new LaunchctlStandIn(user.resolve("stand-in"));
    }

    private Script run(String script, String... arguments) {
        return run(Map.of(), script, arguments);
    }

    private Script run(Map<String, String> variables, String script, String... arguments) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("HOME", user.toString());
        environment.put("PATH", launchctl.folder() + File.pathSeparator + System.getenv("PATH"));
        environment.put(
                "JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
        environment.put("HERMES_HOME", user.resolve("a & b").toString());
        environment.putIfAbsent("HERMES_SESSIONS_TRAIN", "no");
        List<String> command =
                new ArrayList<>(List.of("sh", FOLDER.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return Script.run(environment, user, command);
    }

    private Path built() throws IOException {
        Path app = Files.createDirectories(user.resolve("built"));
        Files.writeString(app.resolve("quarkus-run.jar"), "a jar");
        return app;
    }

    private Path installed() {
        return user.resolve("Library/Application Support/hermes-sessions/app");
    }

    private Path agent() {
        return user.resolve("Library/LaunchAgents").resolve(NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent.plist", "daemon.plist"})
    void eachKeyIsOneThatLaunchdKnows(String file) {
        // when
        Map<String, Object> plist = Plist.read(FOLDER.resolve(file));

        // then
        assertThat(DOCUMENTED.keySet()).containsAll(plist.keySet());
        assertThat(plist).allSatisfy((key, value) -> assertThat(value).isInstanceOf(DOCUMENTED.get(key)));
        assertThat(plist.get("ProcessType")).isIn("Background", "Standard", "Adaptive", "Interactive");
    }

    @Test
    void theDaemonIsTheAgentWithAUser() {
        // given
        Map<String, Object> daemon = Plist.read(FOLDER.resolve("daemon.plist"));

        // when
        Object user = daemon.remove("UserName");

        // then
        assertThat(user).isEqualTo("@USER@");
        assertThat(daemon).isEqualTo(Plist.read(FOLDER.resolve("agent.plist")));
    }

    @Test
    void itIsStartedAgainUnlessItEndedWell() {
        assertThat(Plist.read(FOLDER.resolve("agent.plist")))
                .containsEntry("Label", "ai.hermes.sessions")
                .containsEntry("RunAtLoad", true)
                .containsEntry("KeepAlive", Map.of("SuccessfulExit", false));
    }

    @Test
    void itMayOpenMoreFilesThanTheSystemLetsItByDefault() {
        // when
        Map<String, Object> plist = Plist.read(FOLDER.resolve("agent.plist"));

        // then
        int soft = (Integer) ((Map<?, ?>) plist.get("SoftResourceLimits")).get("NumberOfFiles");
        int hard = (Integer) ((Map<?, ?>) plist.get("HardResourceLimits")).get("NumberOfFiles");
        assertThat(soft).isGreaterThanOrEqualTo(2048);
        assertThat(hard).isGreaterThanOrEqualTo(soft);
    }

    @Test
    void eachVariableIsOneThatTheServiceUnderstands() {
        // given
        KnownVariables known = KnownVariables.all();

        // when
        Map<?, ?> variables =
                (Map<?, ?>) Plist.read(FOLDER.resolve("agent.plist")).get("EnvironmentVariables");

        // then
        assertThat(variables.get("HERMES_WATCHDOG_ENABLED")).isEqualTo("true");
        assertThat(variables.keySet().stream().map(String::valueOf).filter(it -> !it.equals("JAVA")))
                .allSatisfy(it -> assertThat(known.has(it)).as(it).isTrue());
    }

    @Test
    void theInstalledFileNamesWhatIsThere() throws IOException {
        // when
        Script done = run("install.sh", built().toString());

        // then
        assertThat(done.code()).as(done.output()).isZero();
        Map<String, Object> plist = Plist.read(agent());
        List<?> arguments = (List<?>) plist.get("ProgramArguments");
        Map<?, ?> variables = (Map<?, ?>) plist.get("EnvironmentVariables");
        assertThat(Path.of((String) arguments.get(0))).isExecutable();
        assertThat(Path.of((String) variables.get("JAVA"))).isExecutable();
        assertThat(Path.of((String) plist.get("WorkingDirectory")).resolve("app/quarkus-run.jar"))
                .hasContent("a jar");
        assertThat(Path.of((String) plist.get("StandardOutPath")).getParent()).isDirectory();
        assertThat(Path.of((String) variables.get("QUARKUS_LOG_FILE_PATH")).getParent())
                .isDirectory();
        assertThat(variables.get("HERMES_HOME")).isEqualTo(user.resolve("a & b").toString());
        assertThat(Files.readString(agent())).doesNotContainPattern("@[A-Z_]+@");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(agent())))
                .isEqualTo("rw-------");
    }

    @Test
    void installedTwiceItIsThereOnce() throws IOException {
        // given
        run("install.sh", built().toString());

        // when
        Script done = run("install.sh", built().toString());

        // then
        String domain = "gui/" + Files.getAttribute(user, "unix:uid");
        assertThat(done.code()).as(done.output()).isZero();
        assertThat(launchctl.orders())
                .containsExactly(
                        "enable " + domain + "/ai.hermes.sessions",
                        "bootstrap " + domain + " " + agent(),
                        "bootout " + domain + "/ai.hermes.sessions",
                        "enable " + domain + "/ai.hermes.sessions",
                        "bootstrap " + domain + " " + agent());
    }

    @Test
    void whoIsLoggedInFromAfarHasADomainWithoutWindows() throws IOException {
        // given
        launchctl.withoutWindows();

        // when
        Script done = run("install.sh", built().toString());

        // then
        assertThat(done.code()).as(done.output()).isZero();
        assertThat(launchctl.orders())
                .last()
                .asString()
                .startsWith("bootstrap user/" + Files.getAttribute(user, "unix:uid"));
    }

    @Test
    void asADaemonItRunsAsTheUserOfTheAgent() throws IOException {
        // given
        Map<String, String> places = Map.of(
                "LAUNCH_DAEMONS", user.resolve("daemons").toString(),
                "HERMES_SESSIONS_APP", user.resolve("lib").toString(),
                "HERMES_SESSIONS_LOGS", user.resolve("logs").toString());
        String me = System.getProperty("user.name");

        // when
        Script done = run(places, "install.sh", "--daemon", me, built().toString());
        Script gone = run(places, "uninstall.sh", "--daemon");

        // then
        assertThat(done.code()).as(done.output()).isZero();
        assertThat(gone.code()).as(gone.output()).isZero();
        assertThat(launchctl.orders())
                .containsExactly(
                        "enable system/ai.hermes.sessions",
                        "bootstrap system " + user.resolve("daemons").resolve(NAME),
                        "bootout system/ai.hermes.sessions");
        assertThat(user.resolve("daemons")).isEmptyDirectory();
        assertThat(user.resolve("logs")).isDirectory();
    }

    @Test
    void aUserThatIsNoneIsRefusedBeforeAnythingIsDone() throws IOException {
        // when
        Script done = run("install.sh", "--daemon", "$(id)", built().toString());

        // then
        assertThat(done.code()).isEqualTo(1);
        assertThat(launchctl.orders()).isEmpty();
    }

    @Test
    void anUpdateKeepsTheConfigurationAndNothingElseOfTheOldOne() throws IOException {
        // given
        run("install.sh", built().toString());
        Files.createDirectories(installed().resolve("config"));
        Path settings = installed().resolve("config/application.properties");
        Files.writeString(settings, "a=b");
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-------"));
        FileTime written = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
        Files.setLastModifiedTime(settings, written);
        Files.writeString(installed().resolve("app/old.jar"), "old");

        // when
        Script done = run("install.sh", built().toString());

        // then
        assertThat(done.code()).as(done.output()).isZero();
        assertThat(settings).hasContent("a=b");
        // As it was, owner and all: a token in it is for the service's user alone.
        assertThat(Files.getLastModifiedTime(settings)).isEqualTo(written);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                .isEqualTo("rw-------");
        assertThat(installed().resolve("app/old.jar")).doesNotExist();
    }

    @Test
    void whereNoArchiveCanBeMadeItIsInstalledAllTheSame() throws IOException {
        // when
        Script done = run(Map.of("HERMES_SESSIONS_TRAIN", "yes"), "install.sh", built().toString());

        // then
        assertThat(done.code()).isZero();
        assertThat(done.output()).contains("No class archive could be made");
        assertThat(launchctl.orders()).hasSize(2);
    }

    @Test
    void whatIsNotBuiltIsNotInstalled() throws IOException {
        // when
        Script done = run("install.sh", user.toString());

        // then
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.output()).contains("./mvnw package");
        assertThat(agent()).doesNotExist();
        assertThat(launchctl.orders()).isEmpty();
    }

    @Test
    void anUninstallLeavesTheHomeAndTheLogs() throws IOException {
        // given
        run("install.sh", built().toString());
        Path kept = Files.createDirectories(user.resolve("a & b/hermes-sessions"));

        // when
        Script done = run("uninstall.sh");
        Script again = run("uninstall.sh");

        // then
        assertThat(done.code()).as(done.output()).isZero();
        assertThat(again.code()).as(again.output()).isZero();
        assertThat(agent()).doesNotExist();
        assertThat(installed()).doesNotExist();
        assertThat(kept).isDirectory();
        assertThat(user.resolve("Library/Logs/hermes-sessions")).isDirectory();
    }

    @Test
    void anUninstallLeavesTheSettings() throws IOException {
        // given
        run("install.sh", built().toString());
        Files.createDirectories(installed().resolve("config"));
        Files.writeString(installed().resolve("config/application.properties"), "a=b");

        // when
        Script done = run("uninstall.sh");

        // then
        assertThat(done.code()).as(done.output()).isZero();
        assertThat(installed().resolve("config/application.properties")).hasContent("a=b");
        assertThat(installed().resolve("app")).doesNotExist();
    }

    @Test
    void theStatusTellsWhatRunsAndWhatDoesNot() throws IOException {
        // given
        Script before = run("status.sh");
        run("install.sh", built().toString());

        // when
        Script running = run(Map.of("HERMES_WEBUI_PORT", "1"), "status.sh");
        launchctl.state("not running");
        Script ended = run("status.sh");

        // then
        assertThat(before.code()).isEqualTo(3);
        assertThat(running.code()).isEqualTo(1);
        assertThat(running.output()).contains("state: running", "pid: 42", "ready: no");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.output()).contains("state: not running", "launchctl kickstart");
    }

    @Test
    void theStatusAsksWhereTheServiceListens() throws IOException {
        // given a port and certificates that the service has, and this shell has not
        run("install.sh", built().toString());
        Path plist = user.resolve("Library/LaunchAgents/ai.hermes.sessions.plist");
        String variables = Map.of("HERMES_WEBUI_PORT", "1", "HERMES_WEBUI_TLS_CERT", "c", "HERMES_WEBUI_TLS_KEY", "k")
                .entrySet()
                .stream()
                .map(it -> "<key>%s</key>\n    <string>%s</string>\n    ".formatted(it.getKey(), it.getValue()))
                .collect(Collectors.joining());
        Files.writeString(plist, Files.readString(plist).replace("<key>JAVA</key>", variables + "<key>JAVA</key>"));

        // when
        Script asked = run("status.sh");

        // then
        assertThat(asked.output()).contains("ready: no (https://127.0.0.1:1/q/health/ready");
    }

    @Test
    void theStatusAsksAtThePortOfTheSettings() throws IOException {
        // given
        run("install.sh", built().toString());
        Files.createDirectories(installed().resolve("config"));
        Files.writeString(installed().resolve("config/application.properties"), "a=b\nquarkus.http.port = 1\n");

        // when
        Script asked = run("status.sh");

        // then
        assertThat(asked.output()).contains("ready: no (http://127.0.0.1:1/q/health/ready");
    }

    @Test
    void theLogsAreThoseOfTheServiceAndOfItsStart() throws IOException {
        // given
        Script none = run("logs.sh");
        run("install.sh", built().toString());
        Path logs = user.resolve("Library/Logs/hermes-sessions");
        Files.writeString(logs.resolve("start.log"), "refused\n");
        Files.writeString(logs.resolve("hermes-sessions.log"), "started\n");

        // when
        Script shown = run("logs.sh");

        // then
        assertThat(none.code()).isEqualTo(1);
        assertThat(shown.code()).isZero();
        assertThat(shown.output()).contains("refused", "started");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launchd/install.sh",
                "launchd/uninstall.sh",
                "launchd/status.sh",
                "launchd/logs.sh",
                "src/main/dist/bin/hermes-sessions",
                "src/main/docker/healthy",
                ".ci/run",
                ".ci/reproducible"
            })
    void theScriptsAreSound(String script) {
        // given
        Path shellcheck = Tool.SHELLCHECK.require();

        // when
        Script looked = Script.run(
                Map.of(),
                Path.of("").toAbsolutePath(),
                List.of(shellcheck.toString(), "-x", "-P", "SCRIPTDIR", script));

        // then
        assertThat(looked.output()).isEmpty();
        assertThat(looked.code()).isZero();
    }
}
