package ai.hermes.sessions.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as it is set up for others to use: with a token, another name and a page of another origin. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
@TestProfile(LockedService.class)
class AccessGuardTest {

    private static final String TOKEN = LockedService.TOKEN;

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/echo", "/api/sessions", "/api/nothing", "/q/openapi", "/q/metrics", "/healthy", "/nothing"
            })
    void withoutTheTokenNothingIsTold(String path) {
        given().when()
                .get(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("error", equalTo("Authentication required"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/session/../api/echo",
                "/static/%2e%2e/api/echo",
                "/static/..%2fapi/echo",
                "//api/echo",
                "/session/x;/../../api/echo"
            })
    void noSpellingOfAPathMakesItPublic(String path) {
        given().urlEncodingEnabled(false).when().get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/none.js",
                "/favicon.ico",
                "/login",
                "/login/login.css",
                "/icon.svg",
                "/health",
                "/q/health/live"
            })
    void filesOfThePageAndProbesArePublic(String path) {
        given().redirects().follow(false).when().get(path).then().statusCode(not(401));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /login?next=%2F",
        "/session/abc, /login?next=%2Fsession%2Fabc",
        "/index.html, /login?next=%2Findex.html",
        "/search?q=two+words&message=7, /login?next=%2Fsearch%3Fq%3Dtwo%2Bwords%26message%3D7",
        "/?q=is%3Aunread, /login?next=%2F%3Fq%3Dis%253Aunread"
    })
    void thePageLeadsToTheLogin(String path, String login) {
        given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .when()
                .get(path)
                .then()
                .statusCode(302)
                .header("Location", login)
                .header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    @Test
    void theSmallHealthCountsNothingForWhoIsNotKnown() {
        given().when()
                .get("/health")
                .then()
                .statusCode(200)
                .body("status", is("ok"))
                .body("sessions", is(0));
    }

    @Test
    void deepHealthTellsOfComponentsOnlyWithTheToken() {
        given().when().get("/health?deep=1").then().body("status", is("ok")).body("checks", nullValue());
        given().header("Authorization", "Bearer " + TOKEN)
                .when()
                .get("/health?deep=1")
                .then()
                .body("checks", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started"})
    void probesTellStrangersNamesAndStatesAlone(String path) {
        given().get(path)
                .then()
                .statusCode(is(oneOf(200, 503)))
                .body("status", notNullValue())
                .body("checks.name", not(empty()))
                .body("checks.status", not(hasItem(nullValue())))
                .body(not(containsString("data")));
        given().header("Authorization", "Bearer " + TOKEN)
                .get("/q/health/ready")
                .then()
                .body(containsString("data"));
    }

    @Test
    void aLargeBodyOfAStrangerIsRefused() {
        given().body("x".repeat(70_000)).post("/api/auth/login").then().statusCode(413);
    }

    @Test
    void aStrangersBodyWithoutALengthIsRefused() {
        int status = new RawHttp(RestAssured.port)
                .status("POST /api/auth/login HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked");
        assertThat(status).isEqualTo(411);
    }

    @Test
    void nothingIsChangedThroughAPublicPath() {
        given().when().post("/session/1").then().statusCode(401);
    }

    @Test
    void theTokenOpensTheRest() {
        given().header("Authorization", "Bearer " + TOKEN)
                .when()
                .get("/api/echo")
                .then()
                .statusCode(200)
                .body("trusted", is(true));
    }

    @Test
    void aWrongTokenDoesNot() {
        given().header("Authorization", "Bearer 0123456789abcdeX")
                .when()
                .get("/api/echo")
                .then()
                .statusCode(401);
    }

    @Test
    void aBrowserMayAskWhatItMayWithoutTheToken() {
        given().header("Origin", "https://page.example")
                .when()
                .options("/api/echo")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://page.example")
                .header("Vary", "Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://page.example", "capacitor://app"})
    void aPageOfAnAllowedOriginMayChangeThings(String origin) {
        given().header("Authorization", "Bearer " + TOKEN)
                .header("Origin", origin)
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/json")
                .body("[1]")
                .when()
                .post("/api/echo")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", origin);
    }

    @Test
    void anotherSchemeIsAnotherOrigin() {
        given().header("Authorization", "Bearer " + TOKEN)
                .header("Origin", "http://page.example")
                .when()
                .post("/api/echo")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mini.example:8787", "page.example"})
    void allowedHostsAndThoseOfAllowedOriginsAreAnswered(String host) {
        given().header("Host", host).when().get("/login").then().statusCode(not(421));
    }
}
