package ai.hermes.sessions.profile;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ProfilesResourceTest {

    TestHome home;

    @BeforeEach
    void twoProfiles() {
        home.clear();
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb("work"), 31).session("s1", Map.of("cwd", "/srv/site"));
            agent.message("s1", "user", "Hello");
        }
        await().untilAsserted(() ->
                get("/api/sessions?all_profiles=1").then().statusCode(200).body("sessions.profile", hasItem("work")));
    }

    private static Response choose(String body) {
        return given().body(body).post("/api/profile/switch");
    }

    @Test
    void profilesHaveTheFieldsThatClientsKnow() throws IOException {
        // given
        Files.createFile(home.stateDb("work").resolveSibling(".env"));

        // when, then
        get("/api/profiles")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(3))
                .body("active", equalTo("default"))
                .body("single_profile_mode", equalTo(false))
                .body("profiles.name", contains("default", "work"))
                .body("profiles.is_default", contains(true, false))
                .body("profiles.is_active", contains(true, false))
                .body("profiles.has_env", contains(false, true))
                .body("profiles[1]", aMapWithSize(12))
                .body("profiles[1].path", equalTo(home.path() + "/profiles/work"))
                .body("profiles[1].gateway_running", equalTo(false))
                .body("profiles[1].visible", equalTo(true))
                .body("profiles[1].model", nullValue())
                .body("profiles[1].skill_count", nullValue());
    }

    @Test
    void theCookieMakesAProfileTheActiveOne() {
        given().cookie("hermes_profile", "work")
                .get("/api/profile/active")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(4))
                .body("name", equalTo("work"))
                .body("path", equalTo(home.path() + "/profiles/work"))
                .body("is_default", equalTo(false))
                .body("default_workspace", equalTo("/srv/site"));
    }

    @Test
    void withoutACookieTheDefaultProfileIsActive() {
        get("/api/profile/active").then().body("name", equalTo("default")).body("is_default", equalTo(true));
    }

    @Test
    void aSwitchSetsACookieThatScriptsCannotReadAndThatWorks() {
        // when
        Response answer = choose("{\"name\": \"work\"}");

        // then
        answer.then()
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("active", equalTo("work"))
                .body("name", equalTo("work"))
                .body("default_workspace", equalTo("/srv/site"))
                .body("profiles.is_active", contains(false, true));
        assertThat(answer.header("Set-Cookie").split(";\\s*"))
                .contains("hermes_profile=work", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000");
        given().cookie("hermes_profile", answer.cookie("hermes_profile"))
                .get("/api/profile/active")
                .then()
                .body("name", equalTo("work"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                     | 400 | Missing required field(s): name",
                "no JSON                | 400 | Missing required field(s): name",
                "{'name': '../default'} | 400 | invalid profile",
                "{'name': 'Work'}       | 400 | invalid profile",
                "{'name': 'a\\u0000'}   | 400 | invalid profile",
                "{'name': 'nobody'}     | 404 | Profile not found"
            })
    void thereIsNoSwitchToWhatIsNoProfile(String body, int status, String error) {
        // when
        Response answer = choose(body.replace('\'', '"'));

        // then
        answer.then().statusCode(status).body("error", equalTo(error));
        assertThat(answer.header("Set-Cookie")).isNull();
    }
}
