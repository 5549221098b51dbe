package ai.hermes.sessions.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A program as a release of it is unpacked, with the command and the options that are shipped.
 *
 * @param folder where it lies
 */
record Release(Path folder) implements AutoCloseable {

    private static final long LOOK_NANOS = 2_000_000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** @param app the folder with its {@code quarkus-run.jar} */
    static Release of(Path app) throws IOException {
        Path folder = Files.createTempDirectory("bench-release");
        copy(Path.of("src/main/dist"), folder);
        copy(app, folder.resolve("app"));
        return new Release(folder);
    }

    /** Takes the archive of its classes away. */
    void forget() throws IOException {
        delete(folder.resolve("cache"));
    }

    /** Makes the archive of its classes. */
    void train(String java) throws IOException, InterruptedException {
        Process process = command("train", Map.of("JAVA", java + "/bin/java")).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("train.log")));
        }
    }

    /** Starts it. */
    Run start(String java, Map<String, String> variables) throws IOException {
        int port = freePort();
        Map<String, String> all = new HashMap<>(variables);
        all.put("JAVA", java + "/bin/java");
        all.put("HERMES_WEBUI_PORT", String.valueOf(port));
        ProcessBuilder command = command("start", all);
        long began = System.nanoTime();
        return new Run(command.start(), port, began);
    }

    private ProcessBuilder command(String name, Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(folder.resolve("bin/hermes-sessions").toString(), name))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("HERMES_"));
        builder.environment().putAll(variables);
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One start of it.
     *
     * @param began when, by {@link System#nanoTime()}
     */
    record Run(Process process, int port, long began) implements AutoCloseable {

        /** The time from the start of the process to the first answer that is 200. */
        double millisUntil(String path) throws InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            while (process.isAlive()) {
                try {
                    if (CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                        return (System.nanoTime() - began) / 1e6;
                    }
                } catch (IOException e) {
                    // It does not listen yet.
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            throw new IllegalStateException("the program has ended");
        }

        /** Sends a change. */
        void post(String path, String json) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build();
            if (CLIENT.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                throw new IllegalStateException(path + " was refused");
            }
        }

        ProcessSample sample() {
            return ProcessSample.of(process.pid());
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
