package ai.hermes.sessions.page;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page of somebody else can do to the service in a real browser: nothing. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class HostileOriginTest {

    private static final String TITLE = "Known to nobody else";
    private static final String HOSTILE = "<script>window.ran = 1</script><img src=x onerror=\"window.ran = 2\">"
            + "<a href=\"javascript:window.ran = 3\">here</a> [there](javascript:window.ran=4) <svg onload=\"window.ran=5\">"
            + "<iframe srcdoc=\"<script>parent.ran = 6</script>\"></iframe> ![](http://evil.test:PORT/seen)";

    private static Chromium chromium;
    private static AgentProcess agent;
    private static HttpServer evil;
    private static final List<String> SEEN_BY_EVIL = new CopyOnWriteArrayList<>();

    @Inject
    SeenRequests seen;

    TestHome home;

    @TestHTTPResource("/")
    URL url;

    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void startBrowser() throws IOException {
        chromium = Chromium.start("--host-resolver-rules=MAP *.test 127.0.0.1");
        agent = AgentProcess.start();
        evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evil.createContext("/", exchange -> {
            SEEN_BY_EVIL.add(exchange.getRequestURI().toString());
            byte[] body = "<!doctype html><title>Evil</title><body>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        evil.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
            agent.close();
            evil.stop(0);
        }
    }

    @BeforeEach
    void start() {
        home.clear();
        SEEN_BY_EVIL.clear();
        agent.create(home.stateDb(), 31).session("ho_chat", Map.of("title", TITLE));
        agent.message("ho_chat", "user", "Hello");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        get("/api/sessions").then().statusCode(200).body("sessions.session_id", hasItem("ho_chat")));
        context = chromium.browser().newContext();
        page = context.newPage();
    }

    @AfterEach
    void end() {
        context.close();
        agent.release();
        home.clear();
    }

    private String evilOrigin() {
        return "http://evil.test:" + evil.getAddress().getPort();
    }

    private String ours() {
        return "http://127.0.0.1:" + url.getPort();
    }

    private static List<String> paths(String verb) {
        Map<String, Map<String, ?>> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        return paths.entrySet().stream()
                .filter(it -> it.getValue().containsKey(verb))
                .map(Map.Entry::getKey)
                .filter(it -> !it.matches("/api/leak/.*|/api/echo.*|/test.*"))
                .map(it -> it.replaceAll("\\{[^}]*}", "ho_chat"))
                .toList();
    }

    /** What came in with that method while the page at hand did something. */
    private List<String> answers(String method, Runnable deed) {
        seen.clear();
        deed.run();
        return seen.of(method);
    }

    @Test
    void noFetchOfAForeignPageChangesAnything() {
        // given
        List<String> paths = paths("post");
        page.navigate(evilOrigin());

        // when
        List<String> answers = answers("POST", () -> page.evaluate("""
                async ({origin, paths}) => {
                  for (const path of paths) {
                    const body = JSON.stringify({session_id: 'ho_chat', title: 'Taken', api_redact_enabled: false});
                    const send = (headers, mode) => fetch(origin + path,
                      {method: 'POST', mode, credentials: 'include', headers, body}).catch(() => {});
                    await send({'Content-Type': 'text/plain'}, 'no-cors');
                    await send({'Content-Type': 'application/json'}, 'cors');
                    await fetch(origin + path, {method: 'POST', mode: 'no-cors', referrerPolicy: 'no-referrer', body}).catch(() => {});
                  }
                }""", Map.of("origin", ours(), "paths", paths)));

        // then
        assertThat(paths).hasSizeGreaterThan(30);
        assertThat(answers).hasSize(2 * paths.size()).allMatch(it -> it.contains(" 403 "));
        get("/api/sessions").then().body("sessions.title", hasItem(TITLE));
    }

    @Test
    void noFormOfAForeignPageChangesAnything() {
        // given
        List<String> paths = paths("post");
        page.navigate(evilOrigin());

        // when
        List<String> answers = answers("POST", () -> page.evaluate("""
                async ({origin, paths}) => {
                  for (const path of paths) {
                    const frame = document.createElement('iframe');
                    frame.name = 'f';
                    document.body.append(frame);
                    const form = document.createElement('form');
                    Object.assign(form, {method: 'post', enctype: 'text/plain', action: origin + path, target: 'f'});
                    const field = document.createElement('input');
                    field.name = '{"session_id": "ho_chat", "title": "Taken", "x": "';
                    field.value = '"}';
                    form.append(field);
                    document.body.append(form);
                    const answered = new Promise(resolve => { frame.onload = resolve; });
                    form.submit();
                    await Promise.race([answered, new Promise(resolve => setTimeout(resolve, 5000))]);
                    frame.remove();
                    form.remove();
                  }
                }""", Map.of("origin", ours(), "paths", paths)));

        // then
        assertThat(answers).hasSize(paths.size()).allMatch(it -> it.contains(" 403 "));
        get("/api/sessions").then().body("sessions.title", hasItem(TITLE));
    }

    @Test
    void noForeignPageReadsAnything() {
        // given
        List<String> paths = paths("get").stream()
                .filter(it -> !it.matches(".*/(stream|events)"))
                .toList();
        page.navigate(evilOrigin());

        // when
        Object read = page.evaluate("""
                async ({origin, paths}) => {
                  const read = [];
                  for (const path of paths) {
                    await fetch(origin + path + '?session_id=ho_chat', {credentials: 'include'})
                      .then(answer => answer.text()).then(text => read.push(path)).catch(() => {});
                  }
                  return read;
                }""", Map.of("origin", ours(), "paths", paths));

        // then
        assertThat(paths).hasSizeGreaterThan(20);
        assertThat(read).isEqualTo(List.of());
    }

    @Test
    void noForeignPageFollowsAStream() {
        // given
        page.navigate(evilOrigin());

        // when
        List<String> answers =
                answers("GET", () -> assertThat(page.evaluate("""
                async origin => {
                  const told = [];
                  for (const path of ['/api/sessions/events', '/api/sessions/gateway/stream', '/api/session/stream?session_id=ho_chat']) {
                    await new Promise(resolve => {
                      const source = new EventSource(origin + path, {withCredentials: true});
                      source.onopen = () => { told.push(path); resolve(); };
                      source.onerror = () => { source.close(); resolve(); };
                    });
                  }
                  return told;
                }""", ours())).isEqualTo(List.of()));

        // then
        assertThat(answers).hasSize(3).allMatch(it -> it.contains(" 403 "));
    }

    @Test
    void aNameThatWasMadeToLeadHereOpensNothing() {
        // given
        String rebound = "http://rebound.test:" + url.getPort();

        // when
        Response shell = page.navigate(rebound + "/");
        Response list = page.navigate(rebound + "/api/sessions");
        Object changed = page.evaluate("""
                () => fetch('/api/session/rename', {method: 'POST', body: '{"session_id": "ho_chat", "title": "Taken"}'})
                  .then(answer => answer.status)""");

        // then
        assertThat(shell.status()).isEqualTo(421);
        assertThat(list.status()).isEqualTo(421);
        assertThat(list.text()).doesNotContain(TITLE);
        assertThat(changed).isEqualTo(421);
    }

    @Test
    void noForeignPageShowsUsInAFrame() {
        // given
        String shared = given().body("{\"session_id\": \"ho_chat\"}")
                .post("/api/share/create")
                .path("share.url");
        page.navigate(evilOrigin());

        // when
        for (String path : List.of("/", "/session/ho_chat", shared, "/api/sessions")) {
            page.evaluate("""
                    address => new Promise(resolve => {
                      const frame = document.createElement('iframe');
                      frame.onload = resolve;
                      frame.src = address;
                      document.body.append(frame);
                    })""", ours() + path);
        }

        // then
        assertThat(page.frames()).hasSize(5);
        assertThat(page.frames().stream().map(it -> it.url())).noneMatch(it -> it.startsWith(ours()));
    }

    @Test
    void whatAMessageSaysIsShownAndNeverRun() {
        // given
        String hostile =
                HOSTILE.replace("PORT", String.valueOf(evil.getAddress().getPort()));
        agent.session("ho_evil", Map.of("title", "<img src=x onerror=\"window.ran = 7\">"));
        agent.message("ho_evil", "user", hostile);
        agent.message("ho_evil", "assistant", hostile, Map.of("reasoning", hostile));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItem("ho_evil")));
        String shared = given().body("{\"session_id\": \"ho_evil\"}")
                .post("/api/share/create")
                .path("share.url");

        for (String path : List.of("/session/ho_evil", shared)) {
            // when
            page.navigate(ours() + path);
            page.getByText("window.ran = 1").first().waitFor();

            // then
            assertThat(page.evaluate("() => String(window.ran)")).as(path).isEqualTo("undefined");
            assertThat(page.content()).as(path).doesNotContain("<script>window.ran");
        }
        assertThat(SEEN_BY_EVIL).isEmpty();
    }

    @Test
    void aPageOfOurOwnMayDoAllThat() {
        // given
        page.navigate(ours() + "/");

        // when
        Object status = page.evaluate("""
                () => fetch('/api/session/rename',
                    {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{"session_id": "ho_chat", "title": "Mine"}'})
                  .then(answer => answer.status)""");

        // then
        assertThat(status).isEqualTo(200);
        get("/api/sessions").then().body("sessions.title", hasItem("Mine"));
    }
}
