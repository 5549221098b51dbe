package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the old web UI are opened once, for reading, however often the list is polled. */
class WebuiIT {

    private static final int FILES = 100;
    private static final Pattern OPENED = Pattern.compile("open(at)?\\(.*/webui/sessions/\\w+\\.json\", ([A-Z_|]+).*");
    private static final Pattern CHANGED = Pattern.compile("(unlink|rename|truncate|mkdir|chmod|p?write).*/webui.*");

    @TempDir
    Path folder;

    private TestHome home;

    @BeforeEach
    void start() {
        Tool.STRACE.require();
        home = TestHome.create();
    }

    @AfterEach
    void end() {
        home.close();
    }

    @Test
    void pollsOpenNoFile() throws IOException {
        // given
        Path sessions = Files.createDirectories(home.path().resolve("webui/sessions"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(
                    sessions.resolve("s" + i + ".json"),
                    "{\"session_id\": \"s%d\", \"title\": \"T\", \"updated_at\": %d, \"message_count\": 1, \"messages\": [{}]}"
                            .formatted(i, 1795480000 + i));
        }
        Path trace = folder.resolve("trace");

        // when
        try (ServiceProcess service = ServiceProcess.in(home)
                .property("hermes.webui.scan-interval", "100MS")
                .wrapper(
                        "strace",
                        "-f",
                        "-y",
                        "-qq",
                        "-e",
                        "trace=open,openat,unlink,unlinkat,rename,renameat,renameat2,truncate,ftruncate,mkdir,chmod,write,pwrite64",
                        "-o",
                        trace.toString())
                .start()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> service.get("/api/sessions").body().contains("\"total\":" + FILES));
            for (int i = 0; i < 200; i++) {
                assertThat(service.get("/api/sessions").statusCode()).isEqualTo(200);
            }
        }

        // then
        List<String> calls = Files.readAllLines(trace);
        assertThat(calls.stream().map(OPENED::matcher).filter(it -> it.find()).map(it -> it.group(2)))
                .hasSize(FILES)
                .allMatch(flags -> flags.startsWith("O_RDONLY"));
        assertThat(calls.stream().filter(call -> CHANGED.matcher(call).find())).isEmpty();
    }
}
