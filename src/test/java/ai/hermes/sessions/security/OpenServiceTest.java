package ai.hermes.sessions.security;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.is;

import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A service on its own machine, without a password or a token. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class OpenServiceTest {

    @TestHTTPResource("/")
    URI url;

    @Test
    void aStreamEndsThatNobodyHadToComeInForWhenAPasswordIsSet() throws Exception {
        // given
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve("/api/sessions/events")).build();
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        String cookie = "";
        try (InputStream body = stream.body()) {
            body.read();

            // when
            cookie = given().body("{\"_set_password\": \"correct horse battery\"}")
                    .post("/api/settings")
                    .then()
                    .statusCode(200)
                    .extract()
                    .cookie("hermes_session");

            // then
            assertThatCode(body::readAllBytes).isInstanceOf(IOException.class);
            get("/api/echo").then().statusCode(401);
        } finally {
            given().cookie("hermes_session", cookie)
                    .body("{\"_clear_password\": true, \"_current_password\": \"correct horse battery\"}")
                    .post("/api/settings");
        }
    }

    @Test
    void aFirstTokenThatWouldLockEverybodyOutOneDayIsNotMade() {
        // when
        given().body("{\"name\": \"soon over\", \"role\": \"admin\", \"expires_in_days\": 1}")
                .post("/api/auth/tokens/create")
                .then()
                .statusCode(409)
                .body("code", is("last_way_in"));

        // then
        get("/api/auth/tokens").then().statusCode(200).body("tokens.size()", is(0));
        get("/api/echo").then().statusCode(200);
    }
}
