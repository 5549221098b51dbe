package ai.hermes.sessions;

import ai.hermes.sessions.store.sample.DevSampleHome;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Runs the service once over sample sessions, does what its clients do, and ends: so a Java that writes down which
 * classes that takes has seen them. Touches no home but one that it makes and removes.
 */
public final class Training implements QuarkusApplication {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String HOME = "hermes.home";
    private static final Pattern SESSION = Pattern.compile("\"session_id\":\"([^\"]+)\"");
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

    /** What sidebars and pages ask for, and what looks after the service. */
    private static final List<String> READS = List.of(
            "/health",
            "/health?deep=1",
            "/q/health/live",
            "/q/health/started",
            "/q/metrics",
            "/api/sessions",
            "/api/sessions?all_profiles=1&limit=20",
            "/api/projects",
            "/api/profiles",
            "/api/settings",
            "/api/tags",
            "/api/views",
            "/api/search?q=the",
            "/api/diagnostics");

    private final HttpClient client = HttpClient.newHttpClient();

    /** Runs and ends it. Needs no settings, and heeds none about homes, addresses and files. */
    static void run(BiConsumer<Integer, Throwable> ended) {
        try {
            Path home = Files.createTempDirectory("hermes-sessions-training-");
            DevSampleHome.make(home);
            System.setProperty(HOME, home.toString());
            System.setProperty(
                    "hermes.data-dir", home.resolve("hermes-sessions").toString());
            System.setProperty("hermes.webui.state-dir", home.resolve("webui").toString());
            System.setProperty("quarkus.http.host", "127.0.0.1");
            System.setProperty("quarkus.http.port", "0");
            Quarkus.run(Training.class, (code, failure) -> {
                remove(home);
                ended.accept(code, failure);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int run(String... arguments) throws Exception {
        awaitReady();
        for (int i = 0; i < 3; i++) {
            for (String path : READS) {
                send(request(path).header("Accept-Encoding", "gzip"));
                get(path);
            }
        }
        Matcher files = FILE.matcher(get("/"));
        while (files.find()) {
            get(files.group(1));
        }
        Matcher sessions = SESSION.matcher(get("/api/sessions"));
        while (sessions.find()) {
            get("/api/session?msg_limit=50&session_id=" + sessions.group(1));
            post("/api/session/pin", "{\"session_id\": \"%s\", \"pinned\": true}".formatted(sessions.group(1)));
        }
        post("/api/projects/create", "{\"name\": \"Sample\"}");
        get("/api/sessions");
        return 0;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (send(request("/q/health/ready")).statusCode() != 200) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The service over sample sessions was not ready in time");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(request(path)).body();
    }

    private void post(String path, String json) throws IOException, InterruptedException {
        send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    /** Once it listens, the port is the one that was free. */
    private static HttpRequest.Builder request(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static void remove(Path home) {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
