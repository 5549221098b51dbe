package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.page.Chromium;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports by the packaged service: through a kill, and in a browser. */
class ExchangeIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** What would ask for something, or do something, if it were markup anywhere. */
    private static final List<String> HOSTILE = List.of(
            "<script>document.title='ran'</script>",
            "<img src=http://127.0.0.1:9/x onerror=\"document.title='ran'\">",
            "</p></article></main><script>document.title='ran'</script>",
            "</style><link rel=stylesheet href=http://127.0.0.1:9/x.css>",
            "<svg/onload=document.title='ran'>",
            "<iframe srcdoc=\"<script>parent.document.title='ran'</script>\"></iframe>",
            "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">",
            "<a href=\"javascript:document.title='ran'\">x</a>",
            "<base href=http://127.0.0.1:9/>",
            "\" onmouseover=\"document.title='ran'\" x=\"",
            "' style='background:url(http://127.0.0.1:9/y)' '",
            "<!--><img src=x onerror=document.title='ran'>-->",
            "![x](http://127.0.0.1:9/z.png)",
            "\u0000<scr\u0000ipt>document.title='ran'</script>",
            "<style>@import 'http://127.0.0.1:9/w.css'</style>",
            "<object data=http://127.0.0.1:9/o></object><embed src=http://127.0.0.1:9/e>");

    private TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home = TestHome.create();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
    }

    @AfterEach
    void end() {
        agent.close();
        home.close();
    }

    private ServiceProcess service() {
        ServiceProcess service = ServiceProcess.in(home).start();
        await().atMost(LONG)
                .until(() -> service.get("/api/sessions?limit=1").statusCode() == 200
                        && service.get("/api/sessions?limit=1").body().contains("session_id"));
        return service;
    }

    private static String begin(ServiceProcess service, String body) {
        return JsonPath.from(
                        service.post("/api/exports", body.replace('\'', '"')).body())
                .getString("id");
    }

    private static JsonPath status(ServiceProcess service, String id) {
        return JsonPath.from(service.get("/api/exports/" + id).body());
    }

    private static JsonPath done(ServiceProcess service, String id) {
        await().atMost(LONG).until(() -> status(service, id).getString("state").equals("done"));
        return status(service, id);
    }

    private static byte[] file(ServiceProcess service, String id, String range) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri("/api/exports/" + id + "/file"));
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void anExportThatIsKilledHalfwayIsMadeWithTheSameBytes() throws Exception {
        // given
        String output = "output of a tool, line by line\n".repeat(8_000);
        for (int s = 0; s < 60; s++) {
            agent.session("s" + s, Map.of("started_at", 1_760_000_000.0 + s));
            for (int m = 0; m < 8; m++) {
                agent.message(
                        "s" + s, m % 2 == 0 ? "user" : "tool", m + output, Map.of("timestamp", 1_760_000_000.0 + m));
            }
        }
        String id;
        try (ServiceProcess service = service()) {
            id = begin(service, "{'all': true, 'format': 'jsonl'}");
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> status(service, id).getInt("sessions_done") > 5);
            // when
            service.handle().destroyForcibly();
            service.handle().onExit().join();
        }
        Path exports = home.path().resolve("hermes-sessions/exchange");
        assertThat(exports.resolve(id + ".export")).doesNotExist();
        assertThat(exports.resolve(id + ".export-part")).isNotEmptyFile();
        assertThat(exports.resolve(id + ".export-state")).content().doesNotContain("\"done\"");

        // then
        try (ServiceProcess again = service()) {
            JsonPath resumed = done(again, id);
            byte[] all = file(again, id, "");
            String other = begin(again, "{'all': true, 'format': 'jsonl'}");
            assertThat(done(again, other).getString("sha256")).isEqualTo(resumed.getString("sha256"));
            assertThat(resumed.getInt("sessions_done")).isEqualTo(60);
            assertThat(all).hasSize(resumed.getInt("bytes"));
            byte[] tail = file(again, id, "bytes=" + (all.length - 100) + "-");
            assertThat(new String(tail, StandardCharsets.UTF_8))
                    .isEqualTo(new String(all, all.length - 100, 100, StandardCharsets.UTF_8));
            privateToItsUser(home.path().resolve("hermes-sessions/exchange"));
        }
    }

    /** With the memory that the service is shipped with. */
    @Test
    void aMessageAsLargeAsMayBeImportedIsImported() {
        // given
        String output = "output of a tool, line by line ";
        String file = "{\"id\": \"large\", \"messages\": [{\"role\": \"tool\", \"content\": \""
                + output.repeat((16 << 20) / output.length()) + "\"}]}\n"
                + "{\"id\": \"after\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}";
        agent.session("s").message("s", "user", "hello");
        try (ServiceProcess service = service()) {
            String id = JsonPath.from(service.post("/api/imports", "").body()).getString("id");
            for (int at = 0; at < file.length(); at += 6 << 20) {
                String part = file.substring(at, Math.min(file.length(), at + (6 << 20)));
                assertThat(service.post("/api/imports/" + id + "/part?offset=" + at, part)
                                .statusCode())
                        .isEqualTo(200);
            }

            // when
            service.post("/api/imports/" + id + "/start", "");

            // then
            await().atMost(LONG).until(() -> List.of("done", "failed")
                    .contains(JsonPath.from(service.get("/api/imports/" + id).body())
                            .getString("state")));
            JsonPath imported = JsonPath.from(service.get("/api/imports/" + id).body());
            assertThat(imported.getList("problems")).isEmpty();
            assertThat(imported.getInt("imported")).isEqualTo(2);
        }
    }

    private static void privateToItsUser(Path folder) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aPageOfAnExportAsksForNothingAndRunsNothing() throws Exception {
        // given
        agent.session("s1", Map.of("title", HOSTILE.get(0), "model", HOSTILE.get(2), "cwd", HOSTILE.get(9)));
        for (String text : HOSTILE) {
            agent.message("s1", "user", text);
            agent.message("s1", "tool", text, Map.of("tool_name", text));
            agent.message(
                    "s1",
                    "assistant",
                    text,
                    Map.of(
                            "reasoning",
                            text,
                            "tool_calls",
                            "[{\"function\":{\"name\":\"<b>x\",\"arguments\":\"<i>\"}}]"));
        }
        agent.message(
                "s1",
                "user",
                "\0json:[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://127.0.0.1:9/remote.png\"}},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/svg+xml;base64,PHN2Zz4=\"}},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\"}}]");
        Path file = home.path().resolve("export.html");
        try (ServiceProcess service = service()) {
            String id = begin(service, "{'ids': ['s1'], 'format': 'html'}");
            done(service, id);
            Files.write(file, file(service, id, ""));
        }

        // when
        List<String> asked = new CopyOnWriteArrayList<>();
        List<String> complaints = new CopyOnWriteArrayList<>();
        try (Chromium chromium = Chromium.start();
                BrowserContext context = chromium.browser().newContext();
                Page page = context.newPage()) {
            page.onRequest(request -> asked.add(request.url()));
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(file.toUri().toString());
            page.locator("summary").first().click();
            page.mouse().move(200, 200);

            // then
            assertThat(asked).allMatch(it -> it.startsWith("file:") || it.startsWith("data:image/png;base64,"));
            assertThat(asked.stream().filter(it -> it.startsWith("file:"))).hasSize(1);
            assertThat(page.title()).isEqualTo("Conversations");
            assertThat(complaints).isEmpty();
            assertThat(page.locator("script, iframe, a, link, object, embed, base, svg")
                            .count())
                    .isZero();
            assertThat(page.locator("img").count()).isEqualTo(1);
            assertThat(page.locator("main").innerText()).contains(HOSTILE.get(0));
        }
    }
}
