package ai.hermes.sessions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command of the packaged service that has run to its end.
 *
 * @param code its exit code
 * @param output what it wrote, to both streams
 */
public record Command(int code, String output) {

    /** Runs a command for a home and waits for it. */
    public static Command run(TestHome home, String... arguments) {
        return run(home, Map.of(), arguments);
    }

    /** Runs a command for a home, with variables besides those that the tests have, and waits for it. */
    public static Command run(TestHome home, Map<String, String> environment, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dhermes.home=" + home.path(),
                "-jar",
                System.getProperty("hermes.test.jar")));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HERMES_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Command(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
