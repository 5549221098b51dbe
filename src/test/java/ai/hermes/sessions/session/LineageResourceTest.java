package ai.hermes.sessions.session;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class LineageResourceTest {

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    /** A chain of that many segments, a1 to an, of which all but the last were compressed. */
    private void chain(int length) {
        for (int i = 1; i <= length; i++) {
            segment("a" + i, i == 1 ? "" : "a" + (i - 1), 1_760_000_000.0 + 100 * i, i < length ? "compression" : "");
        }
    }

    private void segment(String id, String parent, double startedAt, String endReason) {
        Map<String, Object> columns = new HashMap<>(Map.of("started_at", startedAt));
        if (!parent.isEmpty()) {
            columns.put("parent_session_id", parent);
        }
        if (!endReason.isEmpty()) {
            columns.put("end_reason", endReason);
            columns.put("ended_at", startedAt + 50);
        }
        agent.session(id, columns);
        agent.message(id, "user", "Hello from " + id);
    }

    private static ValidatableResponse report(String id) {
        return get("/api/session/lineage/report?session_id=" + id).then();
    }

    @Test
    void aConversationIsToldOfFromItsRootToItsTip() {
        // given
        chain(3);

        // when, then
        await().untilAsserted(() -> report("a2")
                .statusCode(200)
                .body("$", aMapWithSize(10))
                .body("mutation", equalTo(false))
                .body("found", equalTo(true))
                .body("session_id", equalTo("a2"))
                .body("lineage_key", equalTo("a1"))
                .body("tip_session_id", equalTo("a3"))
                .body("total_segments", equalTo(3))
                .body("materialized_segments", equalTo(3))
                .body("segments.session_id", contains("a1", "a2", "a3"))
                .body("segments.role", contains("hidden_segment", "hidden_segment", "tip"))
                .body("children", empty())
                .body("manual_review", equalTo(false)));
    }

    @Test
    void eachSegmentHasTheFieldsThatClientsKnow() {
        // given
        chain(2);

        // when, then
        await().untilAsserted(() -> report("a1")
                .body("segments[0]", aMapWithSize(9))
                .body("segments[0].title", nullValue())
                .body("segments[0].source", equalTo("cli"))
                .body("segments[0].started_at", equalTo(1_760_000_100))
                .body("segments[0].updated_at", equalTo(1_760_000_150))
                .body("segments[0].end_reason", equalTo("compression"))
                .body("segments[0].active", equalTo(false))
                .body("segments[0].archived", equalTo(false))
                .body("segments[1].updated_at", equalTo(1_760_000_200))
                .body("segments[1].end_reason", nullValue())
                .body("segments[1].active", equalTo(true)));
    }

    @Test
    void whatWorksForAConversationIsItsChild() {
        // given
        chain(2);
        agent.session(
                "helper",
                Map.of("source", "subagent", "parent_session_id", "a1", "started_at", 1.0, "title", "Looks around"));

        // when, then
        await().untilAsserted(() -> report("a2")
                .body("children", hasSize(1))
                .body("children[0].session_id", equalTo("helper"))
                .body("children[0].role", equalTo("child_session"))
                .body("children[0].title", equalTo("Looks around"))
                .body("manual_review", equalTo(false)));
    }

    @Test
    void aConversationThatWasCarriedOnTwiceShouldBeLookedAt() {
        // given
        chain(2);
        segment("other", "a1", 1_760_000_160.0, "cli_close");

        // when, then
        await().untilAsserted(() -> report("a1")
                .body("segments.session_id", contains("a1", "a2"))
                .body("children.session_id", contains("other"))
                .body("manual_review", equalTo(true)));
    }

    @Test
    void onlyCompressionCarriesAConversationOn() {
        // given
        segment("closed", "", 1_760_000_100.0, "cli_close");
        segment("next", "closed", 1_760_000_200.0, "");

        // when, then
        await().untilAsserted(() -> report("closed")
                .body("total_segments", equalTo(1))
                .body("children.session_id", contains("next"))
                .body("manual_review", equalTo(false)));
    }

    @Test
    void parentsInACircleShouldBeLookedAt() {
        // given
        segment("a", "b", 1_760_000_100.0, "compression");
        segment("b", "a", 1_760_000_100.0, "compression");

        // when, then
        await().untilAsserted(() ->
                report("a").statusCode(200).body("segments", hasSize(2)).body("manual_review", equalTo(true)));
    }

    @Test
    void ofALongConversationTwentySegmentsToEachSideAreToldOf() {
        // given
        chain(45);

        // when, then
        await().untilAsserted(() -> report("a23")
                .body("lineage_key", equalTo("a1"))
                .body("tip_session_id", equalTo("a45"))
                .body("total_segments", equalTo(45))
                .body("materialized_segments", equalTo(41))
                .body("segments[0].session_id", equalTo("a3"))
                .body("segments[40].session_id", equalTo("a43"))
                .body("manual_review", equalTo(true)));
    }

    @Test
    void aReportOnNothingIsRefused() {
        get("/api/session/lineage/report").then().statusCode(400).body("error", equalTo("session_id required"));
    }
}
