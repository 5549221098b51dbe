package ai.hermes.sessions.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A script that has run to its end.
 *
 * @param code its exit code
 * @param output what it wrote, to both streams
 */
record Script(int code, String output) {

    /** Runs a command with variables besides those that the tests have, of which it sees none of ours. */
    static Script run(Map<String, String> environment, Path folder, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        clean(builder.environment());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Script(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Takes away what the machine has set for services like this one. */
    static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.matches("(HERMES|QUARKUS|OTEL)_.*|JAVA|JAVA_HOME|JAVA_OPTS|JAVA_TOOL_OPTIONS"));
    }
}
