package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that people and supervisors call, with a Java that only says what it was told. */
class CommandLineTest {

    /** Ends as the variable CODE says; with WAIT it waits to be told, and says so. */
    private static final String JAVA = """
            #!/bin/sh
            for each in "$@"; do echo "[$each]"; done
            pwd
            if [ -n "${WAIT:-}" ]; then
                trap 'echo told; exit 143' TERM
                touch "$WAIT"
                while :; do sleep 0.05; done
            fi
            exit "${CODE:-0}"
            """;

    @TempDir
    Path folder;

    private Path home;
    private Path java;

    @BeforeEach
    void unpack() throws IOException {
        home = Files.createDirectories(folder.resolve("a b/hermes-sessions"));
        Files.createDirectories(home.resolve("bin"));
        Path dist = Path.of("src/main/dist");
        for (String file : List.of("bin/hermes-sessions", "jvm.options", "jvm-25.options")) {
            Files.copy(dist.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.createDirectories(home.resolve("app"));
        Files.createFile(home.resolve("app/quarkus-run.jar"));
        java = java("17");
    }

    private Path java(String version) throws IOException {
        Path program = Files.createDirectories(folder.resolve("java-" + version + "/bin"))
                .resolve("java");
        Files.writeString(program, JAVA);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(program.resolve("../../release").normalize(), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        return program;
    }

    private Script run(Map<String, String> variables, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/hermes-sessions").toString()));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(variables);
        all.putIfAbsent("JAVA", java.toString());
        return Script.run(all, folder, command);
    }

    @Test
    void itRunsTheServiceInItsOwnFolderWithTheOptionsThatAllHave() {
        // when
        Script done = run(Map.of("JAVA_OPTS", "-Xmx1g -Dx=y"), "start");

        // then
        assertThat(done.output().lines())
                .containsExactly(
                        "[@" + home + "/jvm.options]",
                        "[-Xmx1g]",
                        "[-Dx=y]",
                        "[-jar]",
                        "[" + home + "/app/quarkus-run.jar]",
                        home.toString());
    }

    @ParameterizedTest
    @CsvSource({"17, classes-17.jsa, -XX:SharedArchiveFile=", "25, classes-25.aot, -XX:AOTCache="})
    void anArchiveOfThisJavaIsUsed(String version, String archive, String option) throws IOException {
        // given
        Files.createDirectories(home.resolve("cache"));
        Files.createFile(home.resolve("cache").resolve(archive));
        String program = java(version).toString();

        // when
        Script done = run(Map.of("JAVA", program), "start");

        // then
        assertThat(done.output()).contains("[" + option + home + "/cache/" + archive + "]");
        assertThat(done.output().contains("jvm-25.options")).isEqualTo(version.equals("25"));
    }

    @Test
    void itIsFoundThroughALink() throws IOException {
        // given
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Path.of("a b/hermes-sessions/bin/hermes-sessions"));

        // when
        Script done = Script.run(Map.of("JAVA", java.toString()), folder, List.of(link.toString(), "start"));

        // then
        assertThat(done.output()).contains(home + "/app/quarkus-run.jar");
    }

    @ParameterizedTest
    @CsvSource({"78, 78", "70, 70", "0, 0"})
    void itEndsAsTheServiceDoes(String code, int expected) {
        assertThat(run(Map.of("CODE", code), "start").code()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"78, 0", "70, 70", "1, 1", "0, 0"})
    void forLaunchdAWrongSetUpIsAnEndThatIsNotRepeated(String code, int expected) {
        assertThat(run(Map.of("CODE", code), "start", "--launchd").code()).isEqualTo(expected);
    }

    @Test
    void toldToEndByLaunchdTheServiceIsToldAndWaitedFor() throws Exception {
        // given
        Path began = folder.resolve("began");
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/hermes-sessions").toString(), "start", "--launchd")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA", java.toString());
        builder.environment().put("WAIT", began.toString());
        Process process = builder.start();
        Awaitility.await().until(() -> Files.exists(began));

        // when
        process.destroy();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);

        // then
        assertThat(ended).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(output).content().contains("told");
    }

    @Test
    void aFileIsMeantFromWhereTheCommandWasCalled() {
        assertThat(run(Map.of(), "backup", "mine.db").output()).contains("[backup]", "[" + folder + "/mine.db]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explode", "start now", "preflight x", "backup", "restore a b"})
    void whatThereIsNotIsNotDone(String line) {
        // when
        Script done = run(Map.of(), line.split(" "));

        // then
        assertThat(done.code()).isEqualTo(64);
        assertThat(done.output()).doesNotContain("[-jar]");
    }

    @Test
    void theHelpTellsOfEachCommand() {
        assertThat(run(Map.of(), "help").output())
                .contains(
                        "start",
                        "preflight",
                        "doctor",
                        "backup FILE",
                        "restore FILE",
                        "create-token",
                        "train",
                        "version");
        assertThat(run(Map.of()).output()).startsWith("Usage: ");
    }

    @Test
    void anOldJavaIsRefused() throws IOException {
        // when
        Script done = run(Map.of("JAVA", java("11").toString()), "start");

        // then
        assertThat(done.code()).isEqualTo(69);
        assertThat(done.output()).contains("is not Java 17 or newer");
    }

    @Test
    void theDoctorAsksAtThePortOfTheSettings() throws IOException {
        // given
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/application.properties"), "quarkus.http.port=1\n");

        // when
        Script done = run(Map.of("HERMES_WEBUI_PORT", "2"), "doctor");

        // then
        assertThat(done.output()).contains("nothing answers at http://127.0.0.1:1\n");
    }

    @Test
    void theDoctorSaysWhatIsThereAndThenWhetherItCouldStart() {
        // when
        Script done = run(Map.of("HERMES_WEBUI_PORT", "1"), "doctor");

        // then
        assertThat(done.output())
                .contains("(version 17)", "class archive:  none", "open files:", "nothing answers", "[preflight]");
    }
}
