package ai.hermes.sessions.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import ai.hermes.sessions.security.LockedService;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports and imports of a profile are there for nobody who may not see it. */
@QuarkusTest
@QuarkusTestResource(TestHomeResource.class)
@TestProfile(LockedService.class)
class ExchangeAccessTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    TestHome home;
    private AgentProcess agent;
    private AgentProcess worker;
    private String key;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start().create(home.stateDb(), 31);
        agent.session("mine").message("mine", "user", "hello");
        worker = AgentProcess.start().create(home.stateDb("work"), 31);
        worker.session("ours").message("ours", "user", "hello");
        await().atMost(LONG).untilAsserted(() -> owner().get("/api/sessions?all_profiles=1")
                .then()
                .body("sessions.session_id", hasItems("mine", "ours")));
        key = owner().body("{\"name\": \"w\", \"role\": \"organise\", \"profiles\": [\"work\"]}")
                .post("/api/auth/tokens/create")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    @AfterEach
    void end() {
        agent.close();
        worker.close();
        home.clear();
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static RequestSpecification owner() {
        return with(LockedService.TOKEN);
    }

    private RequestSpecification ofWork() {
        return with(key);
    }

    private static String exported(RequestSpecification by, String body) {
        String id = by.body(body.replace('\'', '"'))
                .post("/api/exports")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        await().atMost(LONG)
                .untilAsserted(() ->
                        owner().get("/api/exports/" + id).then().statusCode(200).body("state", equalTo("done")));
        return id;
    }

    private void isNotThere(String path) {
        ofWork().get(path).then().statusCode(404);
        ofWork().post(path + "/remove").then().statusCode(404);
        owner().get(path).then().statusCode(200);
    }

    @Test
    void anExportOfAnotherProfileIsNotThere() {
        // given
        String id = exported(owner(), "{'ids': ['mine'], 'format': 'jsonl'}");
        String ofBoth = exported(owner(), "{'all': true, 'all_profiles': true, 'format': 'jsonl'}");

        // then
        for (String each : new String[] {id, ofBoth}) {
            ofWork().get("/api/exports/" + each + "/file").then().statusCode(404);
            ofWork().post("/api/exports/" + each + "/cancel").then().statusCode(404);
            isNotThere("/api/exports/" + each);
            ofWork().get("/api/exports").then().statusCode(200).body("exports.id", not(hasItem(each)));
            owner().get("/api/exports").then().body("exports.id", hasItem(each));
        }
        owner().get("/api/exports/" + id + "/file").then().statusCode(200);
    }

    @Test
    void allProfilesAreThoseThatMayBeSeen() {
        // when
        String id = exported(ofWork(), "{'all': true, 'all_profiles': true, 'format': 'jsonl'}");

        // then
        assertThat(ofWork().get("/api/exports/" + id + "/file")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("\"id\":\"ours\"")
                .doesNotContain("\"id\":\"mine\"");
    }

    @Test
    void anImportIntoAnotherProfileIsNotThere() {
        // given
        String id =
                owner().post("/api/imports").then().statusCode(200).extract().path("id");

        // then
        ofWork().body("x").post("/api/imports/" + id + "/part?offset=0").then().statusCode(404);
        ofWork().post("/api/imports/" + id + "/start").then().statusCode(404);
        isNotThere("/api/imports/" + id);
        ofWork().get("/api/imports").then().statusCode(200).body("imports.id", not(hasItem(id)));
        owner().get("/api/imports").then().body("imports.id", hasItem(id));
    }

    @Test
    void whatIsOfTheirProfileIsThere() {
        // given
        String export = exported(ofWork(), "{'ids': ['ours'], 'format': 'jsonl'}");
        String into =
                ofWork().post("/api/imports").then().statusCode(200).extract().path("id");

        // then
        ofWork().get("/api/exports/" + export + "/file").then().statusCode(200);
        ofWork().get("/api/exports").then().body("exports.id", hasItem(export));
        ofWork().get("/api/imports").then().body("imports.id", hasItem(into));
        ofWork().post("/api/exports/" + export + "/remove").then().statusCode(200);
        ofWork().post("/api/imports/" + into + "/remove").then().statusCode(200);
    }
}
