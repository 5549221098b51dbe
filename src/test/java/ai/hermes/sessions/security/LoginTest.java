package ai.hermes.sessions.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.http.Cookie;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Coming in and going out, as a browser and as a program. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
@TestProfile(LockedService.class)
class LoginTest {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    TestHome home;

    /** Each test comes from an address of its own, so that none waits for another's failures. */
    private String address;

    @BeforeEach
    void begin() {
        home.clear();
        address = "203.0.113." + ADDRESSES.incrementAndGet();
    }

    private static RequestSpecification from(String address) {
        return given().header("X-Forwarded-For", address);
    }

    private static Response login(String address, String password) {
        return from(address)
                .body(Map.of("password", password))
                .contentType(ContentType.JSON)
                .post("/api/auth/login");
    }

    private String cookie() {
        return login(address, LockedService.PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .cookie("hermes_session");
    }

    private static RequestSpecification as(String cookie) {
        return given().cookie("hermes_session", cookie);
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + LockedService.TOKEN);
    }

    private static JsonPath token(String body) {
        return admin().body(body)
                .post("/api/auth/tokens/create")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void aGoodPasswordOpensTheServiceByACookieThatNoScriptReads() {
        // when
        Response answer = login(address, LockedService.PASSWORD);

        // then
        answer.then().statusCode(200).body("ok", is(true));
        Cookie cookie = answer.detailedCookie("hermes_session");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getMaxAge()).isEqualTo(2_592_000);
        assertThat(cookie.isSecured()).isFalse();
        as(cookie.getValue()).get("/api/echo").then().statusCode(200).body("trusted", is(true));
    }

    @Test
    void whereAProxyEndsTlsTheCookieIsForTlsOnly() {
        // when
        Response answer = from(address)
                .header("X-Forwarded-Proto", "https")
                .body(Map.of("password", LockedService.PASSWORD))
                .contentType(ContentType.JSON)
                .post("/api/auth/login");

        // then
        assertThat(answer.detailedCookie("hermes_session").isSecured()).isTrue();
    }

    @Test
    void aWrongPasswordOpensNothing() {
        login(address, "correct horse batterY")
                .then()
                .statusCode(401)
                .body("error", is("Invalid password"))
                .header("Set-Cookie", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0123456789abcdef0123456789abcdef0123456789a"})
    void aCookieThatIsNoneOpensNothing(String value) {
        as(value).get("/api/echo").then().statusCode(401);
    }

    @Test
    void theStatusTellsTheWaysInAndWhoOneIs() {
        given().get("/api/auth/status")
                .then()
                .body("auth_enabled", is(true))
                .body("logged_in", is(false))
                .body("password_auth_enabled", is(true))
                .body("oidc_enabled", is(false))
                .body("role", nullValue());
        as(cookie()).get("/api/auth/status").then().body("logged_in", is(true)).body("role", is("admin"));
    }

    @Test
    void afterTheLogoutTheCookieOpensNothing() {
        // given
        String cookie = cookie();

        // when
        as(cookie).post("/api/auth/logout").then().statusCode(200).cookie("hermes_session", "");

        // then
        as(cookie).get("/api/echo").then().statusCode(401);
    }

    @Test
    void aLoginIsAlwaysANewOneAndEndsTheOneBefore() {
        // given
        String first = cookie();

        // when
        String second = from(address)
                .cookie("hermes_session", first)
                .body(Map.of("password", LockedService.PASSWORD))
                .contentType(ContentType.JSON)
                .post("/api/auth/login")
                .cookie("hermes_session");

        // then
        assertThat(second).isNotEqualTo(first);
        as(first).get("/api/echo").then().statusCode(401);
        as(second).get("/api/echo").then().statusCode(200);
    }

    @Test
    void loginsAreListedAndCanBeEnded() {
        // given
        String mine = cookie();
        String other = cookie();
        String id = as(mine).get("/api/auth/sessions").jsonPath().getString("sessions.find { !it.current }.id");

        // when
        as(mine).body(Map.of("id", id)).post("/api/auth/sessions/revoke").then().statusCode(200);

        // then
        as(other).get("/api/echo").then().statusCode(401);
        as(mine).get("/api/auth/sessions").then().body("sessions.current", contains(true));
    }

    @Test
    void allLoginsButOnesOwnCanBeEnded() {
        // given
        String mine = cookie();
        String other = cookie();

        // when
        as(mine).body("{\"others\": true}")
                .post("/api/auth/sessions/revoke")
                .then()
                .statusCode(200);

        // then
        as(other).get("/api/echo").then().statusCode(401);
        as(mine).get("/api/echo").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/session/abc",
                "/search?q=two+words*&message=7",
                "/?q=is%3Aunread&group=project",
                "/?q=is:unread"
            })
    void theFormOfThePageLogsInAndGoesOn(String next) {
        // when
        Response answer = from(address)
                .redirects()
                .follow(false)
                .formParam("password", LockedService.PASSWORD)
                .formParam("next", next)
                .post("/login");

        // then
        answer.then().statusCode(303).header("Location", endsWith(next));
        as(answer.cookie("hermes_session")).get("/api/echo").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/session/%zz",
                "javascript:alert(1)",
                "/\"><script>"
            })
    void theFormLeadsNowhereElse(String next) {
        from(address)
                .redirects()
                .follow(false)
                .formParam("password", LockedService.PASSWORD)
                .formParam("next", next)
                .post("/login")
                .then()
                .statusCode(303)
                .header("Location", not(containsString("evil")))
                .header("Location", not(containsString("script")));
    }

    @Test
    void theFormSaysThatThePasswordIsWrong() {
        from(address)
                .formParam("password", "wrong")
                .post("/login")
                .then()
                .statusCode(401)
                .contentType(ContentType.HTML)
                .body(containsString("Invalid password"));
    }

    @Test
    void theLoginPageHasNothingInline() {
        given().get("/login?next=/session/1")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(not(containsString("<script")))
                .body(not(containsString("style=")))
                .body(containsString("value=\"/session/1\""));
    }

    @Test
    void aTokenCanBeUsedToLogInAndTheLoginEndsWithIt() {
        // given
        JsonPath made = token("{\"name\": \"phone\", \"role\": \"read\"}");
        String cookie = login(address, made.getString("token")).cookie("hermes_session");
        as(cookie).get("/api/auth/status").then().body("role", is("read")).body("name", is("phone"));

        // when
        admin().body(Map.of("id", made.getString("id")))
                .post("/api/auth/tokens/revoke")
                .then()
                .statusCode(200);

        // then
        as(cookie).get("/api/echo").then().statusCode(401);
    }

    @Test
    void aTokenIsToldOnceAndItsLastUseIsShown() {
        // given
        JsonPath made = token("{\"name\": \"script\", \"role\": \"read\", \"expires_in_days\": 7}");
        String secret = made.getString("token");
        admin().get("/api/auth/tokens").then().body("tokens.last_used_at", contains(nullValue()));

        // when
        given().header("Authorization", "Bearer " + secret)
                .get("/api/echo")
                .then()
                .statusCode(200);

        // then
        admin().get("/api/auth/tokens")
                .then()
                .body("tokens.name", contains("script"))
                .body("tokens.last_used_at", contains(notNullValue()))
                .body("tokens.expires_at", contains(notNullValue()))
                .body(not(containsString(secret)))
                .body("tokens.token", contains(nullValue()));
    }

    @Test
    void aRevokedTokenOpensNothing() {
        // given
        JsonPath made = token("{\"name\": \"script\", \"role\": \"admin\"}");

        // when
        admin().body(Map.of("id", made.getString("id")))
                .post("/api/auth/tokens/revoke")
                .then()
                .statusCode(200);

        // then
        from(address)
                .header("Authorization", "Bearer " + made.getString("token"))
                .get("/api/echo")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Missing required field(s): name, role",
                "{\"name\": \"x\", \"role\": \"root\"} | role is one of read, organise, admin",
                "{\"name\": \"x\", \"role\": \"read\", \"profiles\": []} | profiles is a list of names",
                "{\"name\": \"x\", \"role\": \"read\", \"profiles\": [\"../x\"]} | invalid profile",
                "{\"name\": \"x\", \"role\": \"read\", \"expires_in_days\": 0} | expires_in_days is a number from 1 to 3650"
            })
    void aTokenThatMakesNoSenseIsNotMade(String body, String error) {
        admin().body(body)
                .post("/api/auth/tokens/create")
                .then()
                .statusCode(400)
                .body("error", is(error));
    }

    @Test
    void pastTheMostOnesNoTokenIsMadeUntilOneIsRevoked() {
        // given
        List<String> made = new ArrayList<>();
        Response answer = anotherToken();
        while (answer.statusCode() == 200) {
            made.add(answer.jsonPath().getString("id"));
            answer = anotherToken();
        }

        // then
        assertThat(made).hasSizeBetween(1, 200);
        answer.then().statusCode(409).body("code", is("too_many_tokens"));

        // when
        made.forEach(id -> admin().body(Map.of("id", id))
                .post("/api/auth/tokens/revoke")
                .then()
                .statusCode(200));

        // then
        assertThat(anotherToken().statusCode()).isEqualTo(200);
    }

    private static Response anotherToken() {
        return admin().body("{\"name\": \"one of many\", \"role\": \"read\"}").post("/api/auth/tokens/create");
    }

    @Test
    void whoMayNotSeeAllProfilesCannotMakeATokenThatMay() {
        // given
        String scoped = token("{\"name\": \"w\", \"role\": \"admin\", \"profiles\": [\"work\"]}")
                .getString("token");

        // then
        given().header("Authorization", "Bearer " + scoped)
                .body("{\"name\": \"x\", \"role\": \"admin\"}")
                .post("/api/auth/tokens/create")
                .then()
                .statusCode(403)
                .body("code", is("every_profile_required"));
    }

    @Test
    void ofAThousandGuessesFiveAreHeardWhileOthersComeIn() {
        // given
        String cookie = cookie();
        String attacker = address;
        login(attacker, LockedService.PASSWORD);

        // when
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            statuses.add(login(attacker, "guess number " + i).statusCode());
        }

        // then
        assertThat(statuses).hasSize(1_000).containsOnly(401, 429);
        assertThat(statuses.stream().filter(it -> it == 401)).hasSizeLessThanOrEqualTo(10);
        login(attacker, LockedService.PASSWORD)
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("error", is("Too many attempts. Try again in a minute."));
        login("198.51.100.7", LockedService.PASSWORD).then().statusCode(200);
        from(attacker).cookie("hermes_session", cookie).get("/api/echo").then().statusCode(200);
    }

    @Test
    void wrongTokensAreHeardOnlyAFewTimesAndDoNotShutOutWhoHasAGoodOne() {
        // given
        from(address)
                .header("Authorization", "Bearer " + LockedService.TOKEN)
                .get("/api/echo")
                .then()
                .statusCode(200);

        // when
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            statuses.add(from(address)
                    .header("Authorization", "Bearer a-guess-of-a-token-" + i)
                    .get("/api/echo")
                    .statusCode());
        }

        // then
        assertThat(statuses.subList(0, 5)).containsOnly(401);
        assertThat(statuses.subList(5, 50)).containsOnly(429);
        from(address)
                .header("Authorization", "Bearer " + LockedService.TOKEN)
                .get("/api/echo")
                .then()
                .statusCode(200);
    }

    /** Nor can tokens be tried out where nobody is refused. */
    @Test
    void pastTheLimitAGoodTokenIsNotLookedAt() {
        // given
        for (int i = 0; i < 6; i++) {
            from(address)
                    .header("Authorization", "Bearer a-guess-of-a-token-" + i)
                    .get("/health?deep=1");
        }

        // then
        from(address)
                .header("Authorization", "Bearer " + LockedService.TOKEN)
                .get("/health?deep=1")
                .then()
                .body("checks", nullValue());
    }

    @Test
    void aStreamEndsWithTheTokenThatOpenedIt() throws Exception {
        // given
        JsonPath made = token("{\"name\": \"sidebar\", \"role\": \"read\"}");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/sessions/events"))
                .header("Authorization", "Bearer " + made.getString("token"))
                .build();
        try (InputStream stream = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            stream.read();

            // when
            admin().body(Map.of("id", made.getString("id")))
                    .post("/api/auth/tokens/revoke")
                    .then()
                    .statusCode(200);

            // then
            assertThatCode(stream::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    /** By any spelling of its address, and whatever the request says to accept. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/sessions/events",
                "/api/sessions/events/",
                "/api/sessions/%65vents",
                "/mcp/sse",
                "/mcp/sse/"
            })
    void aStreamEndsWithTheLoginThatOpenedIt(String path) throws Exception {
        // given
        String cookie = cookie();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Cookie", "hermes_session=" + cookie)
                .build();
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = stream.body()) {
            body.read();

            // when
            as(cookie).post("/api/auth/logout").then().statusCode(200);

            // then
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThatCode(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoDidWhatIsToldToWhoMayDoAll() {
        // given
        String cookie = cookie();
        login(address, "a wrong password");
        String id = as(cookie)
                .body("{\"name\": \"audited\", \"role\": \"read\"}")
                .post("/api/auth/tokens/create")
                .path("id");
        as(cookie).body("{\"session_id\": \"some_session\", \"pinned\": true}").post("/api/session/pin");

        // when
        Response audit = admin().get("/api/audit?limit=20");

        // then
        audit.then()
                .body(
                        "entries.findAll { it.deed == 'login' && it.address == '" + address + "' }.status",
                        hasItems(200, 401))
                .body("entries.findAll { it.deed == 'POST /api/auth/tokens/create' }.subject", hasItem(id))
                .body("entries.find { it.deed == 'POST /api/session/pin' }.subject", is("some_session"))
                .body("entries.find { it.deed == 'POST /api/session/pin' }.who", is("password"))
                .body("entries.find { it.deed == 'POST /api/session/pin' }.status", not(200))
                .body("entries.who", everyItem(notNullValue()))
                .body(not(containsString(cookie)))
                .body(not(containsString("a wrong password")));
        as(cookie).get("/api/audit?limit=1").then().body("entries", hasSize(1));
    }

    @Test
    void whatAClientWroteBeforeTheProxyAppendedIsNotBelieved() {
        // given
        String real = address;

        // when
        login("192.0.2.98, " + real, "a wrong password").then().statusCode(401);

        // then
        admin().get("/api/audit?limit=5")
                .then()
                .body("entries.address", hasItem(real))
                .body("entries.address", not(hasItem("192.0.2.98")));
    }

    @Test
    void anotherSpellingOfAnAddressIsRecordedAsWell() {
        // when
        admin().urlEncodingEnabled(false).body("[1]").post("/api/ech%6F");

        // then
        admin().get("/api/audit?limit=5").then().body("entries.deed", hasItem("POST /api/echo"));
    }

    @Test
    void forwardedHeadersOfWhoIsNoListedProxyAreNotBelieved() throws IOException {
        // given
        String body = "{\"password\": \"nonsense\"}";
        String request = "POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.99\r\n"
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;

        // when
        try (Socket socket = new Socket(
                InetAddress.getByName(LockedService.PROXY), RestAssured.port, InetAddress.getByName("127.0.0.2"), 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }

        // then
        admin().get("/api/audit?limit=5")
                .then()
                .body("entries.address", hasItem("127.0.0.2"))
                .body("entries.address", not(hasItem("192.0.2.99")));
    }
}
