package ai.hermes.sessions.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged service in a process of its own, on a free port of the loopback interface. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        Thread reader = new Thread(this::readLog, "service-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** How a service is to be started. */
    public static Builder in(TestHome home) {
        return new Builder(home.path());
    }

    /** The address of a path, such as {@code /api/sessions}. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it has written to its output so far, both streams, line by line. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Asks for a path and waits for the answer. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** Sends JSON to a path and waits for the answer. */
    public HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes a line to its standard input. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each open descriptor of the process leads to, from {@code /proc}. */
    public List<String> descriptors() {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // Closed since the listing.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return targets;
    }

    /** Those of {@link #descriptors} that lead to stores, their logs and indexes. */
    public List<String> storeDescriptors() {
        return descriptors().stream()
                .filter(target -> target.contains("/state.db"))
                .toList();
    }

    /** Stops the service in order, as a service manager does. Answers its exit code. */
    public int stop() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                return process.destroyForcibly().waitFor();
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the service has ended:\n" + String.join("\n", log));
        }
        try {
            return get("/q/health/live").statusCode() > 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** How a service is to be started. */
    public static final class Builder {

        private final Map<String, String> environment = new HashMap<>();
        private final List<String> options = new ArrayList<>();
        private final List<String> wrapper = new ArrayList<>();
        private OptionalInt port = OptionalInt.empty();
        private Path jar = Path.of(System.getProperty("hermes.test.jar"));

        private Builder(Path home) {
            option("-Xmx256m");
            property("hermes.home", home.toString());
        }

        /** An environment variable. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** An option of the JVM. */
        public Builder option(String option) {
            options.add(option);
            return this;
        }

        /** A configuration property. */
        public Builder property(String name, String value) {
            return option("-D" + name + "=" + value);
        }

        /** A command that runs the JVM, such as one that takes away rights; it must become the JVM itself (exec). */
        public Builder wrapper(String... command) {
            wrapper.addAll(List.of(command));
            return this;
        }

        /** Runs it with the fewest rights; see {@link Nobody}. */
        public Builder asNobody() {
            jar = Nobody.readable(jar);
            return wrapper(Nobody.BECOME.toArray(String[]::new));
        }

        /** The port, such as that of a service that was ended; a free one if not given. */
        public Builder port(int number) {
            port = OptionalInt.of(number);
            return this;
        }

        /** Starts it, without waiting for an answer. */
        public ServiceProcess launch() {
            int port = this.port.orElseGet(Builder::freePort);
            List<String> command = new ArrayList<>(wrapper);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.add("-Dquarkus.http.port=" + port);
            command.addAll(List.of("-jar", jar.toString()));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("HERMES_") || name.startsWith("QUARKUS_"));
            builder.environment().putAll(environment);
            try {
                return new ServiceProcess(builder.start(), port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Starts it and waits until it answers. */
        public ServiceProcess start() {
            ServiceProcess service = launch();
            try {
                Awaitility.await().atMost(START).until(service::answers);
                return service;
            } catch (RuntimeException e) {
                service.close();
                throw e;
            }
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
