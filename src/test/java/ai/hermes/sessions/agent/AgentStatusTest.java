package ai.hermes.sessions.agent;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.StubApiServer;
import ai.hermes.sessions.testing.StubApiServer.Script;
import ai.hermes.sessions.testing.StubApiServerResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
@WithTestResource(StubApiServerResource.class)
class AgentStatusTest {

    private static final String STATUS = "/api/agent/status";

    TestHome home;
    StubApiServer server;

    @BeforeEach
    void start() {
        home.clear();
        server.reset(id -> false);
    }

    @AfterEach
    void end() {
        server.reset(id -> false);
        home.clear();
    }

    @Test
    void aNewServerCanDoAll() {
        get(STATUS)
                .then()
                .statusCode(200)
                .body("state", equalTo("ok"))
                .body("purge", equalTo(true))
                .body("offer", equalTo(true))
                .body("profile", equalTo("default"))
                .body("$", not(hasKey("remedy")));
    }

    @ParameterizedTest
    @CsvSource({
        "OLD, unsupported",
        "ANCIENT, unsupported",
        "GARBAGE, unsupported",
        "HUGE, unsupported",
        "REDIRECT, unsupported",
        "DRAINING, unreachable",
        "CUT, unreachable",
        "SILENT, unreachable",
        "SLOW, unreachable"
    })
    void aServerThatCannotHelpIsToldWithARemedy(Script script, String state) {
        // given
        server.play(script);

        // when
        var answer = get(STATUS).then();

        // then
        answer.statusCode(200)
                .body("state", equalTo(state))
                .body("purge", equalTo(false))
                .body("$", hasKey("remedy"))
                .body("$", hasKey("consequence"));
    }

    @ParameterizedTest
    @CsvSource({"DRAINING, http_503", "CUT, cut", "SLOW, timed_out"})
    void howItFailedIsTold(Script script, String reason) {
        // given
        server.play(script);

        // when
        var answer = get(STATUS).then();

        // then
        answer.body("reason", equalTo(reason));
    }

    @Test
    void nobodyIsFollowedElsewhere() {
        // given
        server.play(Script.REDIRECT);

        // when
        get(STATUS).then().statusCode(200);

        // then
        assertThat(server.paths("GET")).containsExactly("/v1/capabilities");
    }

    @Test
    void theKeyOfOneProfileIsNeverSentForAnother() {
        // given
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb("work"), 31).session("s1");
            await().untilAsserted(() ->
                    given().cookie("hermes_profile", "work").get(STATUS).then().body("profile", equalTo("work")));
            server.reset(id -> false);

            // when
            var answer =
                    given().cookie("hermes_profile", "work").get(STATUS).then().body("profile", equalTo("work"));

            // then
            answer.body("state", equalTo("unauthorized"));
            assertThat(server.paths("GET")).containsOnly("/p/work/v1/capabilities");
        }
    }

    @Test
    void aProfileWithoutAKeyIsNotConfigured() {
        // given
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb("play"), 31).session("s1");

            // when
            await().untilAsserted(() ->
                    given().cookie("hermes_profile", "play").get(STATUS).then().body("profile", equalTo("play")));

            // then
            given().cookie("hermes_profile", "play").get(STATUS).then().body("state", equalTo("not_configured"));
        }
    }

    @Test
    void neitherTheKeyNorTheAddressIsAnswered() {
        // when
        String answer = get(STATUS).asString();

        // then
        assertThat(answer).doesNotContain(StubApiServer.KEY).doesNotContain(server.url());
    }
}
