package ai.hermes.sessions.bench;

import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.ServiceProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** The packaged service over a home, with the settings that are the default and its own database elsewhere. */
final class BenchService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The options that it is shipped with. */
    private static final String OPTIONS = "@src/main/dist/jvm.options";

    private final ServiceProcess process;
    private final Path data;

    private BenchService(ServiceProcess process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Starts it, without waiting for anything. */
    static BenchService launch(BenchHome home) {
        try {
            Path data = Files.createTempDirectory("bench-data");
            ServiceProcess.Builder service = ServiceProcess.in(home.home());
            service.option(OPTIONS);
            return new BenchService(
                    service.property("hermes.data-dir", data.toString()).launch(), data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until its list is complete. */
    static BenchService start(BenchHome home) {
        BenchService service = launch(home);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> {
                    HttpResponse<String> list = service.process.get("/api/sessions?limit=1");
                    return list.statusCode() == 200
                            && !json(list.body()).get("pending").asBoolean();
                });
        return service;
    }

    ServiceProcess process() {
        return process;
    }

    ProcessSample sample() {
        return ProcessSample.of(process.handle().pid());
    }

    JsonNode get(String path) {
        return json(process.get(path).body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
