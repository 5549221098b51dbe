package ai.hermes.sessions.agent;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.annotation.ThreeState;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.StubApiServer;
import ai.hermes.sessions.testing.StubApiServer.Script;
import ai.hermes.sessions.testing.StubApiServerResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
@WithTestResource(StubApiServerResource.class)
class PurgeResourceTest {

    private static final String LIST = "/api/sessions";

    /** What is added stays in memory when a test takes the home away, so no two tests name a session alike. */
    private static final AtomicInteger NAMES = new AtomicInteger();

    @Inject
    AnnotationRepository annotations;

    TestHome home;
    StubApiServer server;
    private AgentProcess agent;
    private String talk;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31);
        server.reset(this::delete);
        talk = session(Map.of());
        known(talk);
    }

    @AfterEach
    void end() {
        server.reset(id -> false);
        agent.close();
        home.clear();
    }

    /** Deletes a session as the agent does: its children stay, without a parent. */
    private boolean delete(String id) {
        if (agent.query("SELECT 1 FROM sessions WHERE id = ?", id).isEmpty()) {
            return false;
        }
        agent.run("DELETE FROM messages WHERE session_id = ?", id)
                .run("UPDATE sessions SET parent_session_id = NULL WHERE parent_session_id = ?", id)
                .run("DELETE FROM sessions WHERE id = ?", id);
        return true;
    }

    private String session(Map<String, ?> columns) {
        String id = "gone_%04d".formatted(NAMES.incrementAndGet());
        agent.session(id, columns);
        agent.message(id, "user", "Hello from " + id);
        return id;
    }

    private String compressed(String id) {
        agent.run("UPDATE sessions SET end_reason = 'compression', ended_at = started_at + 1 WHERE id = ?", id);
        String next = session(Map.of("parent_session_id", id));
        known(next);
        return next;
    }

    private static void known(String id) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        get("/api/session?messages=0&session_id=" + id).then().statusCode(200));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(get(LIST).jsonPath().getList("sessions.session_id"))
                        .contains(id));
    }

    private static ConversationKey key(String rootId) {
        return new ConversationKey(Profile.DEFAULT, rootId);
    }

    private void trash(String rootId) {
        annotations.annotate(key(rootId), it -> it.trashed(OptionalDouble.of(1_795_000_000)));
    }

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    private static ValidatableResponse purge(String id) {
        return post("/api/session/purge", Map.of("session_id", id));
    }

    private List<Object> ids() {
        return agent.query("SELECT id FROM sessions ORDER BY id").stream()
                .map(row -> row.get(0))
                .toList();
    }

    private boolean annotated(String rootId) {
        return annotations.annotations().byConversation().containsKey(key(rootId));
    }

    @Test
    void whatIsInTheTrashIsDeletedByTheAgentAndForgottenHere() {
        // given
        trash(talk);

        // when
        ValidatableResponse answer = purge(talk);

        // then
        answer.statusCode(200)
                .body("ok", equalTo(true))
                .body("conversation_id", equalTo(talk))
                .body("segments.session_id", contains(talk))
                .body("segments.state", contains("deleted"));
        assertThat(ids()).isEmpty();
        assertThat(annotated(talk)).isFalse();
        get(LIST).then().body("sessions", empty()).body("rules.trashed", not(equalTo(1)));
    }

    @Test
    void everySegmentGoesAndTheNewestFirst() {
        // given
        String second = compressed(talk);
        String tip = compressed(second);
        trash(talk);

        // when
        ValidatableResponse answer = purge(second);

        // then
        answer.statusCode(200).body("segments.session_id", contains(tip, second, talk));
        assertThat(server.paths("DELETE"))
                .containsExactly("/api/sessions/" + tip, "/api/sessions/" + second, "/api/sessions/" + talk);
        assertThat(ids()).isEmpty();
    }

    @Test
    void whatFailsIsToldForEachSegmentAndTheRestStaysInTheTrash() {
        // given
        String second = compressed(talk);
        String tip = compressed(second);
        trash(talk);
        server.failAt(second, 503);

        // when
        ValidatableResponse answer = purge(talk);

        // then
        answer.statusCode(502)
                .body("code", equalTo("purge_incomplete"))
                .body("segments.session_id", contains(tip, second, talk))
                .body("segments.state", contains("deleted", "failed", "not_tried"))
                .body("segments[1].reason", equalTo("session_db_unavailable"));
        assertThat(ids()).containsExactly(talk, second);
        assertThat(annotated(talk)).isTrue();
        await().untilAsserted(() -> get(LIST).then().body("sessions", empty()));

        // and when
        server.failAt(second, 0);

        // then
        purge(talk).statusCode(200);
        assertThat(ids()).isEmpty();
    }

    @Test
    void aRunningTurnIsToldInPlainWords() {
        // given
        trash(talk);
        server.turnRunsIn(talk);

        // when
        ValidatableResponse answer = purge(talk);

        // then
        answer.statusCode(409)
                .body("code", equalTo("session_active_turn"))
                .body("error", equalTo(Purge.ACTIVE_TURN))
                .body("segments.state", contains("active_turn"));
        assertThat(ids()).containsExactly(talk);
    }

    @Test
    void aTurnThatTheStoreTellsOfKeepsTheAgentFromBeingAsked() {
        // given
        trash(talk);
        double now = System.currentTimeMillis() / 1000.0;
        agent.run("INSERT INTO session_turn_leases VALUES (?, 'test', ?, ?)", talk, now, now + 3600);
        await().untilAsserted(() -> post("/api/trash/purge", Map.of("dry_run", true))
                .body("results[0].segments.state", contains("active_turn")));

        // when
        ValidatableResponse answer = purge(talk);

        // then
        answer.statusCode(409).body("code", equalTo("session_active_turn"));
        assertThat(server.paths("DELETE")).isEmpty();
    }

    @Test
    void onlyWhatIsInTheTrashIsDeleted() {
        // when
        ValidatableResponse answer = purge(talk);

        // then
        answer.statusCode(409).body("code", equalTo("not_in_trash"));
        assertThat(server.paths("DELETE")).isEmpty();
        assertThat(ids()).containsExactly(talk);
    }

    @Test
    void whatIsGoneAlreadyIsFine() {
        // given
        trash(talk);
        purge(talk).statusCode(200);

        // when
        ValidatableResponse again = purge(talk);

        // then
        again.statusCode(200).body("conversation_id", nullValue()).body("segments", empty());
    }

    @Test
    void whatOnlyTheAgentKnowsToBeGoneIsFine() {
        // given
        trash(talk);
        server.reset(id -> delete(id) && false);

        // when
        ValidatableResponse answer = purge(talk);

        // then
        answer.statusCode(200).body("segments.state", contains("already_gone"));
    }

    @Test
    void aServerOfAnotherStoreIsNotBelieved() {
        // given
        trash(talk);
        server.reset(id -> true);

        // when
        ValidatableResponse answer = purge(talk);

        // then
        answer.statusCode(502).body("segments[0].reason", equalTo("server_of_another_store"));
        assertThat(annotated(talk)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "OLD, 501, agent_unsupported",
        "ANCIENT, 501, agent_unsupported",
        "GARBAGE, 501, agent_unsupported",
        "HUGE, 501, agent_unsupported",
        "DRAINING, 503, agent_unreachable",
        "CUT, 503, agent_unreachable"
    })
    void anAgentThatCannotBeAskedIsToldWithConsequenceAndRemedy(Script script, int status, String code) {
        // given
        trash(talk);
        server.play(script);

        // when
        ValidatableResponse answer = purge(talk);

        // then
        answer.statusCode(status)
                .body("code", equalTo(code))
                .body("$", hasKey("consequence"))
                .body("$", hasKey("remedy"));
        assertThat(ids()).containsExactly(talk);
    }

    @Test
    void aSubagentIsLeftToItsParent() {
        // given
        String child = session(Map.of("source", "subagent", "parent_session_id", talk));
        await().untilAsserted(() -> get(LIST + "?rule=child").then().body("sessions.session_id", contains(child)));

        // when
        ValidatableResponse answer = purge(child);

        // then
        answer.statusCode(400);
    }

    @Test
    void aBodyWithoutAnIdIsRefused() {
        post("/api/session/purge", Map.of())
                .statusCode(400)
                .body("error", equalTo("Missing required field(s): session_id"));
    }

    @Test
    void aDryRunOfTheTrashDeletesNothing() {
        // given
        trash(talk);

        // when
        ValidatableResponse answer = post("/api/trash/purge", Map.of("dry_run", true));

        // then
        answer.statusCode(200)
                .body("dry_run", equalTo(true))
                .body("total", equalTo(1))
                .body("purged", equalTo(1))
                .body("results[0].conversation_id", equalTo(talk))
                .body("results[0].segments.state", contains("would_be_deleted"));
        assertThat(server.requests()).isEmpty();
        assertThat(ids()).containsExactly(talk);
    }

    @Test
    void theTrashIsEmptiedStepByStepAndWhatFailsIsPassedBy() {
        // given
        List<String> more =
                IntStream.range(0, 4).mapToObj(i -> session(Map.of())).toList();
        more.forEach(PurgeResourceTest::known);
        String kept = session(Map.of());
        known(kept);
        trash(talk);
        more.forEach(this::trash);
        server.turnRunsIn(more.get(0));

        // when
        ValidatableResponse first = post("/api/trash/purge", Map.of("limit", 3));
        String cursor = first.extract().path("next_cursor");
        ValidatableResponse second = post("/api/trash/purge", Map.of("limit", 3, "cursor", cursor));

        // then
        first.statusCode(200)
                .body("ok", equalTo(false))
                .body("total", equalTo(5))
                .body("purged", equalTo(2))
                .body("results.conversation_id", contains(talk, more.get(0), more.get(1)))
                .body("results.ok", contains(true, false, true))
                .body("results[1].error", equalTo(Purge.ACTIVE_TURN));
        second.statusCode(200)
                .body("results.conversation_id", contains(more.get(2), more.get(3)))
                .body("next_cursor", nullValue());
        assertThat(ids()).containsExactly(more.get(0), kept);
    }

    @Test
    void whatWasSetHereIsOfferedFieldByField() {
        // given
        annotations.annotate(key(talk), it -> it.titled("Mine").pinned(true));

        // when
        ValidatableResponse answer = post("/api/session/offer", Map.of("session_id", talk));

        // then
        answer.statusCode(200)
                .body("ok", equalTo(true))
                .body("session_id", equalTo(talk))
                .body("fields.title.state", equalTo("accepted"))
                .body("fields.pinned.state", equalTo("accepted"))
                .body("fields.archived.state", equalTo("not_set"));
        assertThat(server.paths("PATCH")).hasSize(2);
    }

    @Test
    void aFlagThatWasTakenAwayIsOfferedToo() {
        // given
        annotations.annotate(key(talk), it -> it.pinned(false));

        // when
        post("/api/session/offer", Map.of("session_id", talk, "pinned", true))
                .statusCode(200)
                .body("fields", equalTo(Map.of("pinned", Map.of("state", "accepted"))));

        // then
        assertThat(server.patched(talk).orElseThrow().get("pinned").asBoolean(true))
                .isFalse();
        assertThat(annotations.annotations().of(key(talk)).pinned()).isEqualTo(ThreeState.NO);
    }

    @ParameterizedTest
    @CsvSource({"TITLES_ONLY, accepted, unsupported, unsupported_session_field", "TITLE_IN_USE, refused, accepted, ''"})
    void whatAnAgentDoesNotTakeSpoilsNothingElse(Script script, String title, String pinned, String reason) {
        // given
        annotations.annotate(key(talk), it -> it.titled("Mine").pinned(true));
        server.play(script);

        // when
        ValidatableResponse answer = post("/api/session/offer", Map.of("session_id", talk));

        // then
        answer.statusCode(200).body("fields.title.state", equalTo(title)).body("fields.pinned.state", equalTo(pinned));
        if (!reason.isEmpty()) {
            answer.body("ok", equalTo(false))
                    .body("fields.pinned.reason", equalTo(reason))
                    .body("fields.pinned", hasKey("message"));
        }
    }

    @Test
    void anOfferForNobodyIsNotFound() {
        post("/api/session/offer", Map.of("session_id", "nobody"))
                .statusCode(404)
                .body("error", equalTo("Session not found"));
    }
}
