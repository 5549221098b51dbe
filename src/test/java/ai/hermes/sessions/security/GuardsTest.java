package ai.hermes.sessions.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
class GuardsTest {

    @TestHTTPResource("/")
    URI service;

    private RawHttp http;

    @BeforeEach
    void prepare() {
        http = new RawHttp(service.getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.:1", "127.0.0.1:8787", "[::1]:8787", "[::ffff:127.0.0.1]"})
    void theServiceAnswersUnderItsOwnNames(String host) {
        // when
        int status = http.status("GET /api/echo HTTP/1.1", "Host: " + host);

        // then
        assertThat(status).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "192.0.2.1",
                "[::2]"
            })
    void aForeignNameIsRefused(String host) {
        // when
        String answer = http.send("GET /api/echo HTTP/1.1", "Host: " + host);

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 421 ")
                .contains("\"code\":\"host_not_allowed\"")
                .contains("hermes.security.allowed-hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/session/1", "/favicon.ico", "/static/x.js", "/api/nothing", "/health", "/q/openapi"})
    void aForeignNameIsRefusedOnEveryPath(String path) {
        // when
        int status = http.status("GET " + path + " HTTP/1.1", "Host: evil.example");

        // then
        assertThat(status).isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ping"})
    void probesAreLetThroughUnderAnyName(String path) {
        // when
        int status = http.status("GET " + path + " HTTP/1.1", "Host: 10.1.2.3:8787");

        // then
        assertThat(status).isLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health/../../api/echo",
                "/q/health/%2e%2e/%2e%2e/api/echo",
                "/q/metrics/../../api/echo",
                "/q/health;/../../api/echo",
                "//q/health/live",
                "/q/healthy"
            })
    void noSpellingOfAPathMakesItAProbe(String path) {
        // when
        int status = http.status("GET " + path + " HTTP/1.1", "Host: evil.example");

        // then
        assertThat(status).isEqualTo(421);
    }

    @Test
    void theTargetInAbsoluteFormIsCheckedToo() {
        // when
        int status = http.status("GET http://evil.example/api/echo HTTP/1.1", "Host: localhost");

        // then
        assertThat(status).isEqualTo(421);
    }

    @Test
    void anAllowedTargetDoesNotHideAForeignHost() {
        // when
        int status = http.status("GET http://localhost/api/echo HTTP/1.1", "Host: evil.example");

        // then
        assertThat(status).isEqualTo(421);
    }

    @Test
    void anAllowedTargetInAbsoluteFormIsAnswered() {
        // when
        int status = http.status("GET http://localhost/api/echo HTTP/1.1", "Host: localhost");

        // then
        assertThat(status).isEqualTo(200);
    }

    @Test
    void twoHostsAreRefused() {
        // when
        int status = http.status("GET /api/echo HTTP/1.1", "Host: localhost", "Host: localhost");

        // then
        assertThat(status).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/echo HTTP/1.0", "GET /api/echo HTTP/1.1"})
    void aRequestWithoutAHostIsRefusedInTheFormOfErrors(String line) {
        // when
        String answer = http.send(line);

        // then
        assertThat(answer)
                .containsPattern("^HTTP/1.[01] 400 ")
                .contains("{\"error\":")
                .contains("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "GET * HTTP/1.1",
        "GET api/echo HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1",
        "TRACE /api/nothing HTTP/1.1",
        "NONSENSE /api/nothing HTTP/1.1"
    })
    void oddRequestsAreNotFoundInTheFormOfErrors(String line) {
        // when
        String answer = http.send(line, "Host: localhost");

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 404 ")
                .contains("{\"error\":\"not found\"")
                .contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "http://evil.example", "http://localhost:1", "nonsense", ""})
    void aForeignPageMayNotChangeAnything(String origin) {
        // when
        String answer =
                http.send("POST /api/echo HTTP/1.1", "Host: localhost:8787", "Origin: " + origin, "Content-Length: 0");

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 403 ")
                .contains("\"error\":\"Cross-origin mismatch - check reverse proxy headers\"");
    }

    @Test
    void aForeignPageThatTellsOnlyItsRefererMayNotEither() {
        given().header("Referer", "http://evil.example/page")
                .when()
                .post("/api/echo")
                .then()
                .statusCode(403);
    }

    @Test
    void theOriginIsBelievedBeforeTheReferer() {
        // when
        int status = http.status(
                "POST /api/echo HTTP/1.1",
                "Host: localhost",
                "Origin: http://evil.example",
                "Referer: http://localhost/",
                "Content-Length: 0");

        // then
        assertThat(status).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aForeignPageThatHidesItsNameIsKnownByTheBrowsersWord(String site) {
        given().header("Sec-Fetch-Site", site).when().post("/api/echo").then().statusCode(403);
    }

    @Test
    void aForeignPageMayNotHoldAStreamOpen() {
        given().header("Origin", "http://evil.example")
                .accept("text/event-stream")
                .when()
                .get("/api/echo")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/sessions/events",
                "/api/sessions/events/",
                "/api/sessions/%65vents",
                "/api/sessions/events;x=1",
                "/api//sessions/events",
                "/api/session/../sessions/events",
                "/api/session/stream",
                "/mcp",
                "/mcp/",
                "/mcp/sse",
                "/mcp/sse/"
            })
    void aForeignPageMayNotOpenAStreamByItsPath(String path) {
        // when
        String answer = http.send("GET " + path + " HTTP/1.1", "Host: localhost", "Sec-Fetch-Site: cross-site");

        // then
        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("cross_origin");
    }

    @Test
    void aForeignPageMayOpenNoStreamOfTheDocument() {
        // given
        Map<String, Map<String, ?>> streams = given().queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap(
                        "paths.findAll { it.value.get?.responses?.get('200')?.content?.containsKey('text/event-stream') }");

        // then
        assertThat(streams).hasSizeGreaterThanOrEqualTo(3);
        assertThat(streams.keySet()).allSatisfy(path -> given().header("Origin", "http://evil.example")
                .get(path)
                .then()
                .statusCode(403));
    }

    @Test
    void ourOwnPageMayChangeThings() {
        given().header("Origin", service.resolve("/").toString().replaceAll("/$", ""))
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/json")
                .body("[1, 2]")
                .when()
                .post("/api/echo")
                .then()
                .statusCode(200)
                .body("size", is(2));
    }

    @Test
    void aProgramThatIsNoBrowserMayChangeThings() {
        given().contentType("application/json")
                .body("[1]")
                .when()
                .post("/api/echo")
                .then()
                .statusCode(200);
    }

    @Test
    void aLinkOnAForeignPageMayLeadHere() {
        given().header("Sec-Fetch-Site", "cross-site")
                .header("Referer", "http://evil.example/")
                .when()
                .get("/api/echo")
                .then()
                .statusCode(200);
    }

    @Test
    void aRefusalLeavesTheConnectionInOrder() {
        // when
        String answers = http.send(
                "POST /api/echo HTTP/1.1",
                "Host: localhost",
                "Origin: http://evil.example",
                "Content-Length: 3",
                "",
                "{ }GET /api/echo HTTP/1.1",
                "Host: localhost");

        // then
        assertThat(answers).containsSubsequence("HTTP/1.1 403 ", "HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api/echo", "/api/nothing", "/health", "/q/health/live", "/q/health/ping", "/q/openapi"})
    void everyAnswerCarriesTheHeaders(String path) {
        given().when()
                .get(path)
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Permissions-Policy", containsString("camera=()"))
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self';"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("Server", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/echo", "/api/nothing"})
    void jsonIsNotStoredUnlessItsResourceSaysSo(String path) {
        given().when().get(path).then().header("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/echo",
        "PATCH, /api/echo",
        "DELETE, /api/echo",
        "PUT, /api/nothing",
        "DELETE, /api/nothing",
        "GET, /api/nothing",
        "POST, /nothing"
    })
    void verbsAndPathsThatAreNotThereAreNotFound(Method method, String path) {
        given().when()
                .request(method, path)
                .then()
                .statusCode(404)
                .contentType("application/json")
                .body("error", equalTo("not found"));
    }

    @Test
    void headIsAnsweredAsGetWithoutABody() {
        given().when().head("/api/echo").then().statusCode(200).body(is(emptyString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/echo", "/api/nothing", "/"})
    void optionsAreAnsweredEmptyOnEveryPath(String path) {
        given().when()
                .options(path)
                .then()
                .statusCode(200)
                .header("Allow", "GET, HEAD, POST, OPTIONS")
                .header("Access-Control-Allow-Origin", nullValue())
                .body(is(emptyString()));
    }

    @Test
    void aPageOfTheSameOriginIsToldWhatItMay() {
        // when
        String answer =
                http.send("OPTIONS /api/echo HTTP/1.1", "Host: localhost:8787", "Origin: http://localhost:8787");

        // then
        assertThat(answer.toLowerCase())
                .contains("access-control-allow-origin: http://localhost:8787")
                .contains("access-control-allow-headers: content-type, authorization");
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"OPTIONS", "GET"})
    void aForeignPageMayReadNothing(Method method) {
        given().header("Origin", "http://evil.example")
                .when()
                .request(method, "/api/echo")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefusedUnread() {
        // when
        String answer = http.send("POST /api/echo HTTP/1.1", "Host: localhost", "Content-Length: 20971521");

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .contains("\"error\":\"Request body too large (20971521 bytes, max 20971520)\"");
    }

    @Test
    void withoutATokenEverybodyIsTrusted() {
        given().when().get("/api/echo").then().body("trusted", is(true));
    }

    @Test
    void aCookieWithAnUnknownProfileIsIgnored() {
        given().cookie("hermes_profile", "gone").when().get("/api/echo").then().body("profile", is("default"));
    }
}
