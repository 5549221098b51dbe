package ai.hermes.sessions.exchange;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is old goes by itself, whether or not anybody asks for something. */
@QuarkusTest
@TestProfile(ExchangeAgeTest.Briefly.class)
@WithTestResource(TestHomeResource.class)
class ExchangeAgeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    public static final class Briefly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hermes.exchange.keep-for", "10S");
        }
    }

    @Inject
    ExchangeFolder folder;

    TestHome home;

    @Test
    void anUploadThatNobodyStartsGoes() {
        // given
        String id =
                given().post("/api/imports").then().statusCode(200).extract().path("id");
        given().body("x").post("/api/imports/" + id + "/part?offset=0").then().statusCode(200);

        // then
        await().atMost(LONG).untilAsserted(() -> {
            get("/api/imports/" + id).then().statusCode(404);
            assertThat(folder.files()).isEmpty();
        });
    }

    @Test
    void anExportGoes() {
        // given
        home.clear();
        String id;
        try (AgentProcess agent = AgentProcess.start().create(home.stateDb(), 31)) {
            agent.session("s").message("s", "user", "hello");
            await().atMost(LONG)
                    .untilAsserted(() -> get("/api/sessions").then().body("sessions.session_id", hasItem("s")));
            id = exported();
        }

        // then
        await().atMost(LONG).untilAsserted(() -> {
            get("/api/exports/" + id).then().statusCode(404);
            assertThat(folder.files()).isEmpty();
        });
        home.clear();
    }

    private static String exported() {
        return given().body("{\"all\": true, \"format\": \"csv\"}")
                .post("/api/exports")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }
}
