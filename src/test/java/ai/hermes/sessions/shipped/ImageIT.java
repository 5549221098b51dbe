package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the Dockerfile in a folder, with a Java like that of the image. */
class ImageIT {

    private static final Dockerfile IMAGE = Dockerfile.read(Path.of("src/main/docker/Dockerfile.jvm"));
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path root;

    private Path inside(String path) {
        return root.resolve(path.substring(1));
    }

    private static List<String> words(String json) throws IOException {
        return List.of(new ObjectMapper().readValue(json, String[].class));
    }

    private void copy(String sourceAndTarget, Path workdir) throws IOException {
        String[] paths = sourceAndTarget.split(" ");
        Path source = Path.of(paths[0]);
        Path target = paths[1].startsWith("/") ? inside(paths[1]) : workdir.resolve(paths[1]);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = Files.isDirectory(source) ? target.resolve(source.relativize(file)) : target;
                Files.createDirectories(to.normalize().getParent());
                Files.copy(file, to.normalize(), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void whatTheImageBuildsStartsFromTheArchiveIsHealthyAndEndsWhenItIsTold() throws Exception {
        // given
        String java = Jdk.atLeast(25).java().toString();
        Path workdir = inside(IMAGE.all("WORKDIR").get(0));
        for (String copied : IMAGE.all("COPY")) {
            copy(copied, workdir);
        }
        for (String run : IMAGE.all("RUN")) {
            Script done = Script.run(
                    Map.of("JAVA", java),
                    workdir,
                    words(run).stream()
                            .map(it -> it.equals("bin/hermes-sessions")
                                    ? workdir.resolve(it).toString()
                                    : it)
                            .toList());
            assertThat(done.code()).as(done.output()).isZero();
        }
        try (TestHome home = TestHome.create()) {
            try (AgentProcess agent = AgentProcess.start()) {
                agent.create(home.stateDb(), 31).session("s1").message("s1", "user", "hello");
            }

            // when
            int port = freePort();
            Map<String, String> environment = new HashMap<>();
            for (String variable : IMAGE.all("ENV").get(0).split(" ")) {
                environment.put(variable.split("=")[0], variable.split("=")[1]);
            }
            environment.put("HERMES_HOME", home.path().toString());
            environment.put("HERMES_AUTH_TOKEN", "0123456789abcdef");
            environment.put("HERMES_WEBUI_HOST", "127.0.0.1");
            environment.put("HERMES_WEBUI_PORT", String.valueOf(port));
            environment.put("JAVA", java);
            List<String> command = new ArrayList<>();
            words(IMAGE.all("ENTRYPOINT").get(0))
                    .forEach(word -> command.add(inside(word).toString()));
            command.addAll(words(IMAGE.all("CMD").get(0)));
            Path log = root.resolve("log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            Script.clean(builder.environment());
            builder.environment().putAll(environment);
            Process process = builder.start();
            String healthy = inside("/usr/local/bin/healthy").toString();
            await().atMost(LONG)
                    .until(() -> Script.run(environment, root, List.of("bash", healthy))
                                    .code()
                            == 0);
            process.destroy();

            // then
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(143);
            assertThat(log)
                    .content()
                    .containsPattern("The class archive .*/cache/classes-\\d+\\.aot is used\\.")
                    .doesNotContain("WARNING: ");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
