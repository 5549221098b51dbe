package ai.hermes.sessions.security;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A service on its own machine, without a password or a token. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class OpenServiceTest {

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
