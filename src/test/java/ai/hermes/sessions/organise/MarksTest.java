package ai.hermes.sessions.organise;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags, notes, read marks, hiding, the trash and own titles. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class MarksTest extends OrganiseCase {

    @Test
    void tagsAreSetAddedAndRemoved() {
        // given
        organise("tag", Map.of("session_id", talk, "set", List.of("Garden", " to  do ", "garden")))
                .statusCode(200)
                .body("session.tags", contains("Garden", "to do"));

        // when
        ValidatableResponse answer =
                organise("tag", Map.of("session_id", talk, "add", List.of("GARDEN", "new"), "remove", "TO DO"));

        // then
        answer.body("session.tags", contains("Garden", "new"));
        assertThat(list("tag=garden&tag=NEW")).containsExactly(talk);
    }

    @Test
    void tagsAreCountedHoweverTheyAreSpelled() {
        // given
        List<String> more = sessions(2);
        more.forEach(id -> organise("tag", Map.of("session_id", id, "add", List.of("Garden"))));
        organise("tag", Map.of("session_id", talk, "add", List.of("garden", "once")));

        // then
        get("/api/tags").then().body("tags.tag", contains("Garden", "once")).body("tags.count", contains(3, 1));
    }

    @Test
    void moreTagsThanAConversationCanHaveAreRefused() {
        List<String> many = IntStream.range(0, 33).mapToObj(i -> "tag" + i).toList();
        organise("tag", Map.of("session_id", talk, "set", many)).statusCode(400).body("code", equalTo("too_many_tags"));
    }

    @Test
    void aNoteIsInTheDetailAndOnlyItsPresenceInTheList() {
        // given
        organise("note", Map.of("session_id", talk, "note", "Ask Ann.\nSoon."))
                .statusCode(200)
                .body("note", equalTo("Ask Ann.\nSoon."));

        // then
        get("/api/session?session_id=" + talk).then().body("session.note", equalTo("Ask Ann.\nSoon."));
        get(LIST).then().body("sessions[0].has_note", equalTo(true)).body("sessions[0]", not(hasKey("note")));
    }

    @Test
    void aNoteIsTakenAway() {
        // given
        organise("note", Map.of("session_id", talk, "note", "x"));

        // when
        raw("/api/session/note", "{\"session_id\": \"" + talk + "\", \"note\": null}")
                .statusCode(200);

        // then
        get(LIST).then().body("sessions[0]", not(hasKey("has_note")));
    }

    @Test
    void aRowWithoutAnythingAddedHasNoneOfTheFields() {
        for (String field : List.of("tags", "has_note", "unread", "trashed_at", "hidden")) {
            get(LIST).then().body("sessions[0]", not(hasKey(field)));
        }
    }

    @Test
    void whatIsMarkedAsReadIsUnreadAfterAnotherMessage() {
        // given
        organise("unread", Map.of("session_id", talk)).body("session.unread", equalTo(true));
        assertThat(list("unread=true")).containsExactly(talk);
        organise("unread", Map.of("session_id", talk, "unread", false)).body("session", not(hasKey("unread")));

        // when
        agent.message(
                talk, "assistant", "There is more", Map.of("timestamp", System.currentTimeMillis() / 1000.0 + 60));

        // then
        Awaitility.await().atMost(PATIENCE).until(() -> list("unread=1").contains(talk));
    }

    @Test
    void whatTheAgentMarkedAsUnreadIsUnread() {
        String unread = session(Map.of("last_read_at", 0));
        listed(unread);
        assertThat(list("unread=true")).containsExactly(unread);
    }

    @Test
    void aHiddenConversationIsUnderItsRule() {
        // when
        organise("hide", Map.of("session_id", talk)).statusCode(200).body("session.hidden", equalTo(true));

        // then
        assertThat(list("rule=hidden")).containsExactly(talk);
        organise("hide", Map.of("session_id", talk, "hidden", false)).body("session", not(hasKey("hidden")));
        assertThat(list("")).contains(talk);
    }

    @Test
    void aDeletedConversationIsInTheTrashUntilItIsRestored() {
        // given
        organise("archive", Map.of("session_id", talk));
        organise("delete", Map.of("session_id", talk))
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("state_db_cleanup_failed", equalTo(false))
                .body("session.trashed_at", notNullValue());
        assertThat(list("rule=trashed")).containsExactly(talk);
        get(LIST).then().body("rules.trashed", equalTo(1)).body("archived_count", equalTo(0));

        // when
        organise("restore", Map.of("session_id", talk)).statusCode(200).body("session", not(hasKey("trashed_at")));

        // then
        assertThat(list("rule=archived")).containsExactly(talk);
    }

    @Test
    void deletingWhatIsNotThereIsNoError() {
        organise("delete", Map.of("session_id", "nobody"))
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("$", not(hasKey("change_id")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "delete  | {}                           | session_id is required",
                "delete  | {\"session_id\": \"../x\"}   | Invalid session_id",
                "restore | no JSON                      | Missing required field(s): session_id",
                "unread  | []                           | Missing required field(s): session_id",
                "hide    | {\"session_id\": null}       | Missing required field(s): session_id",
                "note    | {\"session_id\": \"TALK\"}   | Missing required field(s): note",
                "tag     | {\"session_id\": \"TALK\"}   | Missing required field(s): set, or add or remove",
                "tag     | {\"session_id\": \"TALK\", \"set\": {\"a\": 1}} | set must be a list of tags",
                "tag     | {\"session_id\": \"TALK\", \"add\": [[1]]}      | add must be a list of tags",
                "rename  | {\"session_id\": \"TALK\", \"title\": \"\"}     | Missing required field(s): title"
            })
    void aBodyThatMakesNoSenseIsRefused(String deed, String body, String error) {
        raw("/api/session/" + deed, body.replace("TALK", talk)).statusCode(400).body("error", equalTo(error));
    }

    @Test
    void textsThatAreTooLongAreRefused() {
        organise("note", Map.of("session_id", talk, "note", "x".repeat(10_001)))
                .statusCode(400)
                .body("error", equalTo("note must be 10000 characters or less"));
        organise("tag", Map.of("session_id", talk, "add", "x".repeat(65)))
                .statusCode(400)
                .body("error", equalTo("a tag must be 64 characters or less"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore", "unread", "hide", "tag", "note"})
    void aSessionThatIsNotThereIsNotFound(String deed) {
        organise(deed, Map.of("session_id", "nobody", "note", "x", "set", List.of("x")))
                .statusCode(404)
                .body("error", equalTo("Session not found"));
    }

    @ParameterizedTest
    @CsvSource({"delete, 400, deleted", "hide, 400, hidden", "tag, 403, tagged", "restore, 400, restored"})
    void aSubagentIsLeftAsItIs(String deed, int status, String done) {
        organise(deed, Map.of("session_id", child(), "set", List.of("x")))
                .statusCode(status)
                .body("error", equalTo("Subagent sessions are view-only and cannot be " + done + " from WebUI"));
    }

    @Test
    void anOwnTitleIsGivenUpForTheAgents() {
        // given
        String titled = session(Map.of("title", "The agent's"));
        listed(titled);
        organise("rename", Map.of("session_id", titled, "title", "Mine")).body("session.title", equalTo("Mine"));

        // when
        ValidatableResponse answer = organise("rename", Map.of("session_id", titled, "reset", true));

        // then
        answer.statusCode(200).body("session.title", equalTo("The agent's"));
    }

    @Test
    void whatContinuesAConversationCanBeTaggedAtOnce() {
        // given
        String next = talk + "_next";
        agent.run("UPDATE sessions SET end_reason = 'compression', ended_at = started_at + 1 WHERE id = ?", talk);
        agent.session(next, Map.of("parent_session_id", talk));
        agent.message(next, "user", "On we go");

        // when
        ValidatableResponse answer = organise("tag", Map.of("session_id", next, "add", List.of("kept")));

        // then
        answer.statusCode(200).body("session.conversation_id", equalTo(talk)).body("session.tags", contains("kept"));
    }

    @Test
    void changesAreListedAndUndone() {
        // given
        int tagged = organise("tag", Map.of("session_id", talk, "add", List.of("x")))
                .extract()
                .path("change_id");
        int deleted = organise("delete", Map.of("session_id", talk)).extract().path("change_id");
        get("/api/changes?limit=2")
                .then()
                .statusCode(200)
                .body("changes.change_id", contains(deleted, tagged))
                .body("changes.action", contains("trash", "tag"));

        // when
        undo(deleted)
                .statusCode(200)
                .body("changed", equalTo(1))
                .body("results.outcome", hasItem("changed"))
                .body("results.session_id", hasItem(talk));

        // then
        assertThat(list("tag=x")).containsExactly(talk);
        get("/api/changes?limit=1")
                .then()
                .body("changes[0].undoes", equalTo(deleted))
                .body("next_cursor", notNullValue());
        get("/api/changes?cursor=" + (deleted + 1) + "&limit=1").then().body("changes[0].undone", equalTo(true));
    }

    @Test
    void whatWasChangedOtherwiseSinceIsAConflict() {
        // given
        int first = organise("rename", Map.of("session_id", talk, "title", "First"))
                .extract()
                .path("change_id");
        organise("rename", Map.of("session_id", talk, "title", "Second"));

        // when
        ValidatableResponse answer = undo(first);

        // then
        answer.statusCode(200)
                .body("changed", equalTo(0))
                .body("results[0].outcome", equalTo("conflict"))
                .body("results[0].code", equalTo("changed_since"));
        get(LIST).then().body("sessions[0].title", equalTo("Second"));
    }

    @ParameterizedTest
    @CsvSource({"7000000, 404", "x, 400", "'', 400", "99999999999999999999, 400"})
    void aChangeThatIsNotThereCannotBeUndone(String id, int status) {
        undo(id).statusCode(status).body("error", notNullValue());
    }

    @Test
    void aCursorOfNobodyIsRefused() {
        get("/api/changes?cursor=x").then().statusCode(400);
    }

    @Test
    void changesOfAnotherProfileAreNotSeen() {
        // given
        agent.create(home.stateDb("work"), 31);
        agent.session("work_talk");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> get(LIST + "?all_profiles=1&rule=empty")
                .then()
                .body("sessions.session_id", hasItems("work_talk")));
        int change = organise("hide", Map.of("session_id", talk)).extract().path("change_id");

        // when
        ValidatableResponse answer = given().cookie("hermes_profile", "work")
                .body("{\"change_id\": " + change + "}")
                .post("/api/changes/undo")
                .then();

        // then
        answer.statusCode(404).body("error", equalTo("Change not found"));
    }
}
