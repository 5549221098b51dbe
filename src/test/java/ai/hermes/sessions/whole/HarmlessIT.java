package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service never harms a store: told from the system calls that it makes while an agent writes. */
class HarmlessIT {

    private static final String CALLS =
            "trace=open,openat,unlink,unlinkat,rename,renameat,renameat2,truncate,ftruncate,write,pwrite64,pwritev";

    private static final Pattern MAIN_FILE_OPENED = Pattern.compile("open(at)?\\(.*/state\\.db\", ([A-Z_|]+).*");
    private static final Pattern REMOVED = Pattern.compile("(unlink(at)?|rename(at2?)?)\\(.*state\\.db.*");
    private static final Pattern CUT = Pattern.compile("f?truncate\\(.*state\\.db(-wal)?[\">].*");
    private static final Pattern WRITTEN = Pattern.compile("p?write(64|v)?\\(\\d+<.*/state\\.db(-wal|-journal)?>.*");

    @TempDir
    Path folder;

    private TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        Tool.STRACE.require();
        home = TestHome.create();
        agent = AgentProcess.start();
    }

    @AfterEach
    void end() {
        agent.close();
        home.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrittenRemovedOrCut(Journal journal) throws IOException {
        // given
        agent.create(home.stateDb(), 31, journal).session("s1");
        agent.message("s1", "user", "Hello");
        agent.appendEvery("s1", Duration.ofMillis(10));
        Path trace = folder.resolve("calls");

        // when
        try (ServiceProcess service = ServiceProcess.in(home)
                .wrapper("strace", "-D", "-f", "-y", "-q", "-e", CALLS, "-o", trace.toString())
                .start()) {
            // A writer that holds the file most of the time keeps readers out of it, which they are told.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> service.get("/api/sessions").statusCode() == 200);
            int read = 0;
            for (int i = 0; i < 100; i++) {
                assertThat(service.get("/api/sessions").statusCode()).isEqualTo(200);
                int opened =
                        service.get("/api/session?session_id=s1&msg_limit=10").statusCode();
                assertThat(opened).isIn(200, 503);
                read += opened == 200 ? 1 : 0;
            }
            assertThat(read).isPositive();
        }
        List<String> calls = complete(trace);

        // then
        assertThat(agent.stopAppending()).isPositive();
        assertThat(calls.stream().filter(contains(MAIN_FILE_OPENED)))
                .isNotEmpty()
                .allMatch(call -> call.contains("O_RDONLY") && !call.contains("O_RDWR"));
        assertThat(calls.stream().filter(contains(REMOVED))).isEmpty();
        assertThat(calls.stream().filter(contains(CUT))).isEmpty();
        assertThat(calls.stream().filter(contains(WRITTEN))).isEmpty();
    }

    /** The tracer ends a little later than what it traces. */
    private static List<String> complete(Path trace) {
        return Awaitility.await().until(() -> Files.readAllLines(trace), calls -> calls.get(calls.size() - 1)
                .contains("+++ exited"));
    }

    private static Predicate<String> contains(Pattern pattern) {
        return call -> pattern.matcher(call).find();
    }
}
