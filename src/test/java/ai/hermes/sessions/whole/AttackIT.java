package ai.hermes.sessions.whole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged service as it stands on a network, with a password, behind a proxy, and who means it harm. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AttackIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "correct horse battery";
    private static final String MARK = "okapi-of-the-store";
    private static final String HOME_ADDRESS = "198.51.100.7";
    private static final int GUESSES = 1_000;
    private static final long TOO_LARGE = 30L << 20;

    private static TestHome home;
    private static AgentProcess agent;
    private static ServiceProcess service;
    private static HttpClient client;
    private static String cookie;

    @BeforeAll
    static void start() throws Exception {
        home = TestHome.create();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("s1", Map.of("title", MARK));
        agent.message("s1", "user", MARK);
        client = HttpClient.newHttpClient();
        service = ServiceProcess.in(home)
                .environment("HERMES_WEBUI_PASSWORD", PASSWORD)
                .environment("HERMES_WEBUI_TRUST_FORWARDED_FOR", "true")
                .environment("HERMES_WEBUI_TRUSTED_PROXY_CIDRS", "127.0.0.1/32")
                .property("hermes.share.expires-after", "PT8S")
                .start();
        cookie = login(HOME_ADDRESS, PASSWORD)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";")[0];
        await().atMost(Duration.ofSeconds(30))
                .until(() -> known("GET", "/api/sessions", "").body().contains(MARK));
    }

    @AfterAll
    static void end() {
        service.close();
        agent.close();
        home.close();
    }

    private static HttpResponse<String> login(String address, String password) throws Exception {
        return client.send(
                HttpRequest.newBuilder(service.uri("/api/auth/login"))
                        .header("X-Forwarded-For", address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"password\": \"" + password + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> known(String verb, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path))
                .header("Cookie", cookie)
                .method(verb, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What comes back to bytes, until the service closes the connection or says nothing for a while. */
    private static String raw(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(1_500);
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return rest(socket.getInputStream());
        }
    }

    private static String rest(InputStream in) {
        StringBuilder all = new StringBuilder();
        byte[] buffer = new byte[8_192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all.append(new String(buffer, 0, read, ISO_8859_1));
            }
        } catch (IOException e) {
            // It says no more, or has closed the connection before all was read.
        }
        return all.toString();
    }

    private static long answers(String raw) {
        return raw.lines().filter(it -> it.startsWith("HTTP/1.1 ")).count();
    }

    /**
     * Where two ends take the end of a request for different ones, what is hidden in one is a request of somebody else.
     */
    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "Content-Length: 6\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 6",
                "Content-Length: 6\r\nContent-Length: 44",
                "Content-Length: 6, 44",
                "Content-Length: +6",
                "Content-Length: 0x6",
                "Content-Length: -1",
                "Content-Length : 6",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding:\u000bchunked",
                " Transfer-Encoding: chunked",
                "X: y\rTransfer-Encoding: chunked"
            })
    void noRequestHidesInAnother(String headers) throws IOException {
        // when
        String answer = raw("POST /api/session/pin HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\n" + headers
                + "\r\n\r\n0\r\n\r\nXGET /api/sessions HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\n\r\n");

        // then
        assertThat(answer).doesNotContain(MARK);
        assertThat(answers(answer)).isLessThanOrEqualTo(2);
        assertThat(answer.lines().filter(it -> it.startsWith("HTTP/1.1 2"))).isEmpty();
    }

    @Test
    @Order(1)
    void aBodyWithoutAnEndIsRefusedBeforeItIsKept() throws Exception {
        // when
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/session/import HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(ISO_8859_1));
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
            try {
                for (long sent = 0; sent < TOO_LARGE; sent += 0x10000) {
                    out.write(chunk);
                }
            } catch (IOException e) {
                // The service has closed the connection.
            }
            answer = rest(socket.getInputStream());
        }

        // then
        assertThat(answer).satisfiesAnyOf(it -> assertThat(it).startsWith("HTTP/1.1 413"), it -> assertThat(it)
                .isEmpty());
        assertThat(known("GET", "/api/sessions", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"99999999999", "99999999999999999999999"})
    void aBodyThatSaysItIsHugeIsRefusedUnread(String length) throws IOException {
        assertThat(raw("POST /api/session/import HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie
                        + "\r\nContent-Length: " + length + "\r\n\r\n"))
                .containsPattern("^HTTP/1.[01] 4(00|13) ");
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "/api/sessions;.css",
                "/api/sessions;/../login",
                "/static/../api/sessions",
                "/static/..;/api/sessions",
                "/static/%2e%2e/api/sessions",
                "/static/..%2fapi/sessions",
                "/static/..%5capi/sessions",
                "/static\\..\\api\\sessions",
                "/login/../api/sessions",
                "/login/%2e%2e%2fapi%2fsessions",
                "/login/login.css/..;/../api/sessions",
                "/share/../api/sessions",
                "/share/%2e%2e/api/sessions",
                "/health/../api/sessions",
                "/q/health/../openapi",
                "/q/health/%2e%2e/metrics",
                "/favicon.ico/../api/sessions",
                "//api/sessions",
                "/./api/sessions",
                "/API/sessions",
                "/api/sessions/",
                "/api/sessions%00",
                "/api/sessions%20",
                "/api%2fsessions",
                "/%61pi/sessions",
                "http://localhost/api/sessions",
                "/api/sessions#/login",
                "/api/share/../sessions",
                "/api/auth/status/../../sessions",
                "/api/auth/oidc/../../sessions"
            })
    void noSpellingOfAPathOpensWhatNeedsALogin(String path) throws IOException {
        // when
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        // then
        assertThat(answer)
                .containsPattern("^HTTP/1.[01] (302|400|401|404|405) ")
                .doesNotContain(MARK);
    }

    /** Forms send these without asking, with the cookie of whoever looks at the page. */
    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void aFormOfAForeignPageChangesNothing(String type) throws Exception {
        // when
        HttpResponse<String> answer = known(
                "POST",
                "/api/session/pin",
                "{\"session_id\": \"s1\", \"pinned\": true}",
                "Content-Type",
                type,
                "Origin",
                "http://evil.example",
                "Sec-Fetch-Site",
                "cross-site");

        // then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(JSON.readTree(known("GET", "/api/sessions", "").body())
                        .at("/sessions/0/pinned")
                        .asBoolean())
                .isFalse();
    }

    @Test
    @Order(2)
    void aShareEndsByItself() throws Exception {
        // given
        JsonNode made = JSON.readTree(
                known("POST", "/api/share/create", "{\"session_id\": \"s1\"}").body());
        String token = made.at("/share/token").asText();
        HttpResponse<String> fresh = service.get("/share/" + token);

        // then
        assertThat(fresh.statusCode()).isEqualTo(200);
        assertThat(fresh.body()).contains(MARK);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(service.get("/share/" + token).statusCode()).isEqualTo(404));
        assertThat(service.get("/api/share/" + token).statusCode()).isEqualTo(404);
        assertThat(known("GET", "/api/shares", "").body()).doesNotContain(token);
    }

    @Test
    @Order(3)
    void ofAThousandGuessesFromAThousandAddressesAHundredAreHeardAndAGoodLoginStillComesIn() throws Exception {
        // when
        Map<Integer, Integer> statuses = new TreeMap<>();
        long began = System.nanoTime();
        for (int i = 0; i < GUESSES; i++) {
            int status = login("203.0.%d.%d".formatted(i / 250, i % 250 + 1), "guess number " + i)
                    .statusCode();
            statuses.merge(status, 1, Integer::sum);
        }
        long minutes = Duration.ofNanos(System.nanoTime() - began).toMinutes() + 1;

        // then
        assertThat(statuses.keySet()).containsOnly(401, 429);
        assertThat(statuses.get(401)).isLessThanOrEqualTo((int) (100 * (minutes + 1)));
        assertThat(known("GET", "/api/sessions", "").statusCode()).isEqualTo(200);
        assertThat(login(HOME_ADDRESS, PASSWORD).statusCode()).isEqualTo(200);
        // The limit over all may have begun anew meanwhile.
        for (int i = 0; login("192.0.2." + i, "a further guess").statusCode() != 429; i++) {
            assertThat(i).isLessThanOrEqualTo(101);
        }
        assertThat(login("192.0.2.200", PASSWORD).statusCode()).isEqualTo(429);
    }

    @Test
    @Order(4)
    void theLogHasNothingThatOpensAnything() {
        assertThat(String.join("\n", service.log()))
                .doesNotContain(PASSWORD)
                .doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
    }
}
