package ai.hermes.sessions.session;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
class SessionsResourceTest {

    private static final String LIST = "/api/sessions";

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

    private void listed(String id) {
        await().untilAsserted(() -> get(LIST).then().statusCode(200).body("sessions.session_id", hasItem(id)));
    }

    private void session(String id, double startedAt, Map<String, ?> columns) {
        agent.session(id, columns);
        agent.message(id, "user", "Hello from " + id, Map.of("timestamp", startedAt));
        agent.run("UPDATE sessions SET started_at = ? WHERE id = ?", startedAt, id);
    }

    @Test
    void aRowCarriesWhatTheStoreSays() {
        // given
        agent.session(
                "20261101_080000_abc123",
                Map.of(
                        "source", "telegram",
                        "title", "Watering plan",
                        "model", "anthropic/claude-sonnet-4.6",
                        "billing_provider", "openrouter",
                        "cwd", "/srv/garden",
                        "started_at", 1795000000.25,
                        "pinned", 1));
        agent.message("20261101_080000_abc123", "user", "Water the plants", Map.of("timestamp", 1795000001.5));
        agent.message("20261101_080000_abc123", "assistant", "Done", Map.of("timestamp", 1795000002.75));

        // when
        listed("20261101_080000_abc123");
        await().untilAsserted(() -> get(LIST).then().body("sessions[0].message_count", equalTo(2)));
        JsonPath row = get(LIST).jsonPath().setRootPath("sessions[0]");

        // then
        assertThat(row.getMap(""))
                .containsAllEntriesOf(Map.of(
                        "title", "Watering plan",
                        "workspace", "/srv/garden",
                        "model", "anthropic/claude-sonnet-4.6",
                        "model_provider", "openrouter",
                        "user_message_count", 1,
                        "pinned", true,
                        "archived", false,
                        "profile", "default",
                        "session_source", "messaging"));
        assertThat(row.getMap(""))
                .containsAllEntriesOf(Map.of(
                        "source_tag",
                        "telegram",
                        "source_label",
                        "Telegram",
                        "is_cli_session",
                        false,
                        "is_messaging_session",
                        true,
                        "_lineage_root_id",
                        "20261101_080000_abc123",
                        "is_streaming",
                        false));
        assertThat(get(LIST).asString())
                .contains("\"created_at\":1795000000.25")
                .contains("\"updated_at\":1795000002.75");
    }

    @Test
    void rowsComeNewestFirst() {
        // given
        session("old", 1000, Map.of());
        session("new", 3000, Map.of());
        session("middle", 2000, Map.of());

        // when
        listed("middle");

        // then
        get(LIST).then().body("sessions.session_id", contains("new", "middle", "old"));
    }

    @Test
    void everyRowIsListedOrCountedUnderExactlyOneRule() {
        // given
        session("chat", 1000, Map.of());
        session("filed", 1000, Map.of("archived", 1));
        session("secret", 1000, Map.of("hidden", 1));
        session("nightly", 1000, Map.of("source", "cron"));
        session("inner", 1000, Map.of("source", "tool"));
        agent.session("nothing");
        session("root", 1000, Map.of("end_reason", "compression", "ended_at", 1001));
        session("tip", 1002, Map.of("parent_session_id", "root"));
        session("helper", 1003, Map.of("parent_session_id", "tip", "source", "subagent"));

        // when
        listed("tip");
        await().untilAsserted(() -> get(LIST).then().body("rules.child", equalTo(1)));

        // then
        assertThat(get(LIST).jsonPath().getMap("rules"))
                .isEqualTo(Map.of(
                        "segment", 1,
                        "child", 1,
                        "trashed", 0,
                        "archived", 1,
                        "hidden", 1,
                        "automation", 1,
                        "setting", 0,
                        "internal", 1,
                        "empty", 1,
                        "other_profile", 0));
        get(LIST).then().body("total", equalTo(2));
    }

    @Test
    void whatARuleKeepsOffTheListCanBeAskedFor() {
        // given
        session("chat", 1000, Map.of());
        session("nightly", 1000, Map.of("source", "cron"));

        // when
        listed("chat");
        await().untilAsserted(() -> get(LIST).then().body("rules.automation", equalTo(1)));

        // then
        get(LIST + "?rule=automation").then().body("sessions.session_id", contains("nightly"));
    }

    @Test
    void aConversationAppearsUnderItsTipAndKeepsItsRoot() {
        // given
        session("root", 1000, Map.of("title", "Garden", "end_reason", "compression", "ended_at", 1001));
        session("tip", 1002, Map.of("title", "Garden #2", "parent_session_id", "root"));

        // when
        listed("tip");

        // then
        get(LIST)
                .then()
                .body("sessions", hasSize(1))
                .body("sessions[0].title", equalTo("Garden #2"))
                .body("sessions[0].created_at", equalTo(1000.0f))
                .body("sessions[0]._lineage_root_id", equalTo("root"))
                .body("sessions[0]._lineage_tip_id", equalTo("tip"))
                .body("sessions[0]._compression_segment_count", equalTo(2));
    }

    @Test
    void aBranchTellsItsParent() {
        // given
        session("parent", 1000, Map.of("title", "Trip", "end_reason", "branched", "ended_at", 1001));
        session("branch", 1002, Map.of("parent_session_id", "parent"));

        // when
        listed("branch");

        // then
        get(LIST)
                .then()
                .body("sessions[0].parent_session_id", equalTo("parent"))
                .body("sessions[0].parent_title", equalTo("Trip"))
                .body("sessions[0].relationship_type", equalTo("child_session"))
                .body("sessions[1].relationship_type", nullValue());
    }

    @Test
    void anArchivedParentComesAlongForNesting() {
        // given
        session("parent", 1000, Map.of("archived", 1, "end_reason", "branched", "ended_at", 1001));
        session("branch", 1002, Map.of("parent_session_id", "parent"));

        // when
        listed("branch");

        // then
        get(LIST)
                .then()
                .body("sessions.session_id", contains("branch"))
                .body("sidebar_reference_sessions.session_id", contains("parent"))
                .body("sidebar_reference_sessions[0]._sidebar_reference_only", equalTo(true));
        get(LIST + "?include_archived=1").then().body("sidebar_reference_sessions", empty());
    }

    @Test
    void tabsShareTheirCounts() {
        // given
        session("shell", 1000, Map.of("source", "cli"));
        session("screen", 1000, Map.of("source", "tui"));
        session("chat", 1000, Map.of("source", "telegram"));

        // when
        listed("chat");

        // then
        get(LIST + "?sidebar_source=webui")
                .then()
                .body("sessions.session_id", contains("chat"))
                .body("webui_session_count", equalTo(1))
                .body("cli_session_count", equalTo(2))
                .body("total", equalTo(1));
        get(LIST + "?sidebar_source=nonsense").then().body("sessions", hasSize(3));
    }

    @Test
    void archivedRowsAreCountedAndComeByThePage() {
        // given
        session("current", 9000, Map.of());
        for (int i = 0; i < 5; i++) {
            session("filed" + i, 1000 + i, Map.of("archived", 1));
        }

        // when
        await().untilAsserted(() -> get(LIST).then().body("archived_count", equalTo(5)));

        // then
        get(LIST).then().body("sessions.session_id", contains("current"));
        get(LIST + "?include_archived=1").then().body("sessions", hasSize(6));
        get(LIST + "?include_archived=yes&archived_limit=2&archived_offset=1")
                .then()
                .body("sessions.session_id", contains("current", "filed3", "filed2"))
                .body("archived_limit", equalTo(2))
                .body("archived_offset", equalTo(1));
    }

    @Test
    void pagesTogetherHaveEveryRowOnce() {
        // given
        for (int i = 0; i < 7; i++) {
            session("s" + i, 1000 + i / 2, Map.of());
        }
        listed("s6");

        // when
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = get(LIST + "?limit=3&cursor=" + cursor).jsonPath();
            assertThat(page.getInt("total")).isEqualTo(7);
            seen.addAll(page.getList("sessions.session_id"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);

        // then
        assertThat(seen).containsExactlyInAnyOrder("s0", "s1", "s2", "s3", "s4", "s5", "s6");
    }

    @Test
    void pagesOverAllProfilesHaveTheSessionsOfACopiedProfileAsWell() {
        // given
        session("same", 1000, Map.of());
        agent.create(home.stateDb("work"), 31);
        session("same", 1000, Map.of());
        await().untilAsserted(() -> get(LIST + "?all_profiles=1").then().body("total", equalTo(2)));

        // when
        JsonPath first = get(LIST + "?all_profiles=1&limit=1").jsonPath();
        JsonPath second = get(LIST + "?all_profiles=1&limit=1&cursor=" + first.getString("next_cursor"))
                .jsonPath();

        // then
        assertThat(List.of(first.getString("sessions[0].profile"), second.getString("sessions[0].profile")))
                .containsExactlyInAnyOrder("default", "work");
    }

    @Test
    void aMessageWithATimeThatMakesNoSenseDoesNotHideThoseOfTheOthers() {
        // given
        session("chat", 1000, Map.of());
        agent.run("INSERT INTO messages(session_id, role, timestamp)"
                + " VALUES ('chat', 'user', 5000), ('chat', 'user', 1795483966000)");

        // when
        await().untilAsserted(() -> get(LIST).then().body("sessions[0].message_count", equalTo(3)));

        // then
        get(LIST).then().body("sessions[0].updated_at", equalTo(5000.0f));
    }

    @Test
    void aRowThatMovesToTheTopMakesNoPageRepeatOrSkipAnother() {
        // given
        for (int i = 0; i < 6; i++) {
            session("s" + i, 1000 + i, Map.of());
        }
        listed("s5");
        JsonPath first = get(LIST + "?limit=3").jsonPath();

        // when
        agent.message("s0", "user", "Back to the top", Map.of("timestamp", 5000));
        await().untilAsserted(() -> get(LIST).then().body("sessions[0].session_id", equalTo("s0")));
        JsonPath second =
                get(LIST + "?limit=3&cursor=" + first.getString("next_cursor")).jsonPath();

        // then
        assertThat(first.<String>getList("sessions.session_id")).containsExactly("s5", "s4", "s3");
        assertThat(second.<String>getList("sessions.session_id")).containsExactly("s2", "s1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursor=x",
                "cursor=AAAA",
                "cursor=%F0%9F%92%A5",
                "cursor=AEHawRzBq_ShczA0ODI3NA",
                "rule=invented",
                "rule=segment",
                "rule=other_profile"
            })
    void whatCannotBeUnderstoodIsRefusedInTheFormOfErrors(String query) {
        get(LIST + "?" + query)
                .then()
                .statusCode(400)
                .body("error", notNullValue())
                .body("code", equalTo("bad_request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=-3", "limit=abc", "limit=99999999999999999999", "archived_limit=-1"})
    void numbersThatMakeNoSenseCountAsNotGiven(String query) {
        // given
        session("chat", 1000, Map.of());
        listed("chat");

        // then
        get(LIST + "?" + query).then().statusCode(200).body("sessions", hasSize(1));
    }

    @Test
    void anUnchangedListIsNotSentAgain() {
        // given
        session("chat", 1000, Map.of());
        listed("chat");

        // when
        await().untilAsserted(() -> {
            String tag = get(LIST).header("ETag");
            given().header("If-None-Match", tag)
                    .get(LIST)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag);
        });
    }

    @Test
    void aTagFromBeforeAFaultIsAnsweredWithTheListAndTheFault() {
        // given
        session("chat", 1000, Map.of());
        listed("chat");
        await().untilAsserted(() -> {
            String tag = get(LIST).header("ETag");
            given().header("If-None-Match", tag).get(LIST).then().statusCode(304);
        });
        String before = get(LIST).header("ETag");

        // when
        agent.stallReaders();
        try {
            // then
            await().untilAsserted(() -> given().header("If-None-Match", before)
                    .get(LIST)
                    .then()
                    .statusCode(200)
                    .header("Hermes-Fault", equalTo("store_hung"))
                    .body("sessions.session_id", contains("chat"))
                    .body("faults.code", contains("store_hung")));
        } finally {
            agent.letReadersGo();
        }
    }

    @Test
    void aChangedListHasAnotherTag() {
        // given
        session("chat", 1000, Map.of());
        listed("chat");
        String tag = get(LIST).header("ETag");

        // when
        agent.message("chat", "assistant", "News", Map.of("timestamp", 2000));

        // then
        await().untilAsserted(() -> given().header("If-None-Match", tag)
                .get(LIST)
                .then()
                .statusCode(200)
                .body("sessions[0].message_count", equalTo(2)));
    }

    @Test
    void answersTellTheClockAndHowTheyMayBeKept() {
        // given
        session("chat", 1000, Map.of());
        listed("chat");

        // when
        Response answer = get(LIST);

        // then
        answer.then()
                .header("Cache-Control", "no-cache")
                .header("Vary", "Cookie, Accept-Encoding")
                .header("ETag", org.hamcrest.Matchers.startsWith("W/\""))
                .contentType("application/json; charset=utf-8")
                .body("server_time", notNullValue())
                .body("server_tz", org.hamcrest.Matchers.matchesPattern("[+-]\\d{4}"));
    }

    @Test
    void aRunningTurnIsToldAndComesFirst() {
        // given
        session("idle", 2000, Map.of());
        session("busy", 1000, Map.of());
        double now = System.currentTimeMillis() / 1000.0;
        agent.run("INSERT INTO session_turn_leases VALUES ('busy', 'test', ?, ?)", now, now + 3600);

        // when
        listed("busy");

        // then
        await().untilAsserted(() -> get(LIST)
                .then()
                .body("sessions.session_id", contains("busy", "idle"))
                .body("sessions.is_streaming", contains(true, false)));
    }

    @Test
    void anUndoneMessageIsNoLongerCounted() {
        // given
        session("chat", 1000, Map.of());
        long second = agent.message("chat", "user", "Oops", Map.of("timestamp", 2000));
        await().untilAsserted(() -> get(LIST).then().body("sessions[0].message_count", equalTo(2)));

        // when
        agent.run("UPDATE messages SET active = 0 WHERE id = ?", second);
        agent.run("UPDATE sessions SET message_count = 1, rewind_count = 1 WHERE id = 'chat'");

        // then
        await().untilAsserted(() -> get(LIST).then().body("sessions[0].message_count", equalTo(1)));
    }

    @Test
    void aSessionThatWasRemovedIsNoLongerListed() {
        // given
        session("kept", 1000, Map.of());
        session("gone", 1000, Map.of());
        listed("gone");

        // when
        agent.run("DELETE FROM messages WHERE session_id = 'gone'");
        agent.run("DELETE FROM sessions WHERE id = 'gone'");

        // then
        await().untilAsserted(() -> get(LIST).then().body("sessions.session_id", contains("kept")));
    }

    @Test
    void theStoreOfAnotherProfileIsReadOnRequest() {
        // given
        session("home", 1000, Map.of());
        agent.create(home.stateDb("work"), 31);
        session("office", 2000, Map.of());

        // when
        await().untilAsserted(() -> get(LIST).then().body("other_profile_count", equalTo(1)));

        // then
        get(LIST).then().body("sessions.session_id", contains("home")).body("rules.other_profile", equalTo(1));
        get(LIST + "?all_profiles=1")
                .then()
                .body("sessions.session_id", contains("office", "home"))
                .body("sessions.profile", contains("work", "default"))
                .body("other_profile_count", equalTo(0));
        given().cookie("hermes_profile", "work")
                .get(LIST)
                .then()
                .body("sessions.session_id", contains("office"))
                .body("active_profile", equalTo("work"));
    }

    @Test
    void aReplacedStoreIsReadAfresh() {
        // given
        session("before", 1000, Map.of());
        session("both", 1000, Map.of());
        agent.message("both", "assistant", "One more", Map.of("timestamp", 1001));
        listed("before");
        agent.release();
        TestHome.remove(home.stateDb());

        // when
        agent.create(home.stateDb(), 31);
        session("both", 1000, Map.of());

        // then
        await().untilAsserted(() -> get(LIST)
                .then()
                .statusCode(200)
                .body("sessions.session_id", contains("both"))
                .body("sessions[0].message_count", equalTo(1)));
    }

    @Test
    void aListIsKeptAndMarkedWhileTheStoreCannotBeRead() {
        // given
        session("chat", 1000, Map.of());
        listed("chat");
        agent.release();

        // when
        TestHome.remove(home.stateDb());
        IllStore.GARBAGE.put(home.stateDb());

        // then
        await().untilAsserted(() -> get(LIST)
                .then()
                .statusCode(200)
                .body("sessions.session_id", contains("chat"))
                .body("fault.code", not(nullValue()))
                .body("fault.remedy", notNullValue())
                .body("faults", hasSize(1)));
    }

    @Test
    void aListFromBeforeTheFaultIsNeverSaidToBeAsFresh() {
        // given
        session("chat", 1000, Map.of());
        listed("chat");
        await().untilAsserted(() -> given().header("If-None-Match", get(LIST).header("ETag"))
                .get(LIST)
                .then()
                .statusCode(304));
        String tag = get(LIST).header("ETag");
        agent.release();

        // when
        TestHome.remove(home.stateDb());
        IllStore.GARBAGE.put(home.stateDb());

        // then
        await().untilAsserted(() -> given().header("If-None-Match", tag)
                .get(LIST)
                .then()
                .statusCode(200)
                .header("Hermes-Fault", not(nullValue()))
                .header("ETag", not(equalTo(tag)))
                .body("sessions.session_id", contains("chat"))
                .body("fault.code", not(nullValue())));
        Response ill = get(LIST);
        given().header("If-None-Match", ill.header("ETag"))
                .get(LIST)
                .then()
                .statusCode(304)
                .header("Hermes-Fault", ill.header("Hermes-Fault"));
    }

    @Test
    void aStoreThatWasRemovedIsNotShownFromMemory() {
        // given
        session("chat", 1000, Map.of());
        listed("chat");

        // when
        agent.release();
        TestHome.remove(home.stateDb());

        // then
        await().untilAsserted(() -> get(LIST)
                .then()
                .statusCode(503)
                .body("code", equalTo("store_missing"))
                .body("remedy", notNullValue()));
    }

    @Test
    void oneIllProfileIsANoticeInTheListOfAll() {
        // given
        session("home", 1000, Map.of());
        IllStore.GARBAGE.put(home.stateDb("work"));

        // when
        listed("home");

        // then
        await().untilAsserted(() -> get(LIST + "?all_profiles=1")
                .then()
                .statusCode(200)
                .body("sessions.session_id", contains("home"))
                .body("faults.profile", contains("work"))
                .body("faults.code", contains("store_not_a_database")));
    }

    @Test
    void aSessionThatIsNotOnTheListIsExplained() {
        // given
        session("old", 1000, Map.of("end_reason", "compression", "ended_at", 1001));
        session("kept", 1002, Map.of("parent_session_id", "old"));
        session("away", 1003, Map.of("archived", 1));
        session("nightly", 1004, Map.of("source", "cron"));
        agent.session("silent");
        listed("kept");
        await().untilAsserted(() -> get(LIST).then().body("rules.empty", equalTo(1)));

        // then
        explained("old")
                .body("explanations[0].rule", equalTo("segment"))
                .body("explanations[0].tip_session_id", equalTo("kept"));
        explained("kept").body("explanations[0].rule", equalTo("listed")).body("explanations[0].listed", equalTo(true));
        explained("away")
                .body("explanations[0].rule", equalTo("archived"))
                .body("explanations[0].facts.archived_by", equalTo("store"));
        explained("nightly")
                .body("explanations[0].rule", equalTo("automation"))
                .body("explanations[0].facts.show_cron_sessions", equalTo("false"))
                .body("explanations[0].how_to_show", containsString("show_cron_sessions"));
        explained("silent").body("explanations[0].facts.message_count", equalTo("0"));
    }

    @Test
    void childrenTrashedHiddenAndInternalSessionsAreExplainedByWhatThatRestsOn() {
        // given
        session("parent", 1000, Map.of());
        session("child", 1001, Map.of("source", "subagent", "parent_session_id", "parent"));
        session("thrown", 1002, Map.of());
        session("concealed", 1003, Map.of());
        session("own", 1004, Map.of("source", "tool"));
        listed("concealed");
        given().body("{\"session_id\": \"thrown\"}")
                .post("/api/session/delete")
                .then()
                .statusCode(200);
        given().body("{\"session_id\": \"concealed\"}")
                .post("/api/session/hide")
                .then()
                .statusCode(200);
        await().untilAsserted(() -> get(LIST)
                .then()
                .body("rules.child", equalTo(1))
                .body("rules.trashed", equalTo(1))
                .body("rules.hidden", equalTo(1))
                .body("rules.internal", equalTo(1)));

        // then
        explained("child")
                .body("explanations[0].rule", equalTo("child"))
                .body("explanations[0].facts.link", equalTo("child"))
                .body("explanations[0].facts.parent_session_id", equalTo("parent"));
        explained("thrown")
                .body("explanations[0].rule", equalTo("trashed"))
                .body("explanations[0].facts.trashed_at", not(equalTo("0.0")));
        explained("concealed")
                .body("explanations[0].rule", equalTo("hidden"))
                .body("explanations[0].facts.hidden_by", equalTo("annotation"));
        explained("own")
                .body("explanations[0].rule", equalTo("internal"))
                .body("explanations[0].facts.source", equalTo("tool"));
    }

    @ParameterizedTest
    @CsvSource({
        "show_cli_sessions, false, cli, ",
        "agent_session_source_filter, '\"discord\"', telegram, ",
        "show_previous_messaging_sessions, false, telegram, agent:main:chat:7",
    })
    void whatASettingLeavesOutIsExplainedByThatSetting(String setting, String value, String source, String chat) {
        // given
        session("earlier", 1000, Map.of("source", source, "session_key", "agent:main:chat:7"));
        session("later", 2000, Map.of("source", source, "session_key", "agent:main:chat:7"));
        listed("later");
        given().body("{\"%s\": %s}".formatted(setting, value))
                .post("/api/settings")
                .then()
                .statusCode(200);
        try {
            await().untilAsserted(() -> explained("earlier").body("explanations[0].rule", equalTo("setting")));

            // then
            explained("earlier")
                    .body("explanations[0].facts", hasEntry(setting, value.replace("\"", "")))
                    .body("explanations[0].facts.chat", equalTo(chat))
                    .body("explanations[0].how_to_show", containsString(setting));
        } finally {
            given().body("{\"show_cli_sessions\": true, \"show_previous_messaging_sessions\": true,"
                            + " \"agent_session_source_filter\": null}")
                    .post("/api/settings");
        }
    }

    private static ValidatableResponse explained(String id) {
        return get("/api/sessions/explain?session_id=" + id).then().statusCode(200);
    }

    @Test
    void aSessionOfAnotherProfileIsExplained() {
        // given
        session("mine", 1000, Map.of());
        agent.create(home.stateDb("work"), 31);
        session("theirs", 1001, Map.of());
        listed("mine");
        await().untilAsserted(() -> get(LIST).then().body("rules.other_profile", equalTo(1)));

        // then
        explained("theirs")
                .body("explanations.profile", contains("work"))
                .body("explanations[0].rule", equalTo("other_profile"));
        get("/api/sessions/explain?session_id=nobody")
                .then()
                .statusCode(404)
                .body("error", equalTo("Session not found"));
        get("/api/sessions/explain").then().statusCode(400).body("error", equalTo("session_id required"));
    }

    @Test
    void automaticRunsAreFoldedIntoJobs() {
        // given
        cronRun("cron_a1b2c3d4e5f6_20261101_080000", 1000, "cron_complete", 0.25);
        cronRun("cron_a1b2c3d4e5f6_20261102_080000", 2000, "cron_error", 0.5);
        cronRun("cron_0011aabbccdd_20261101_090000", 1500, "cron_complete", 0.125);
        session("chat", 3000, Map.of());
        session("asked", 2500, Map.of("source", "api_server", "title", "Summarise report 12"));
        listed("asked");

        // when
        JsonPath list =
                get(LIST + "?group=job").then().statusCode(200).extract().jsonPath();

        // then
        assertThat(list.getList("sessions.session_id")).containsExactly("chat");
        assertThat(list.getInt("folded_count")).isEqualTo(1);
        assertThat(list.getList("jobs.job_id")).containsExactly("Summarise report", "a1b2c3d4e5f6", "0011aabbccdd");
        assertThat(list.getMap("jobs[1]"))
                .containsEntry("runs", 2)
                .containsEntry("failures", 1)
                .containsEntry("estimated_cost", 0.75f)
                .containsEntry("last_session_id", "cron_a1b2c3d4e5f6_20261102_080000")
                .containsEntry("last_failed", true);
    }

    @Test
    void theFirstPageTellsOfTheJobsThatRanLastAndHowManyThereAre() {
        // given
        agent.run("""
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 599)
                INSERT INTO sessions (id, source, title, started_at, message_count)
                SELECT 'api-' || i, 'api_server', 'Job ' || char(97 + i / 26 % 26) || char(97 + i % 26), 1000 + i, 1
                FROM n
                """);
        agent.run("""
                INSERT INTO messages (session_id, role, content, timestamp)
                SELECT id, 'user', 'Do it', started_at FROM sessions
                """);
        session("first", 5000, Map.of());
        session("second", 4000, Map.of());
        await().untilAsserted(() -> get(LIST).then().body("total", equalTo(602)));

        // when
        JsonPath page = get(LIST + "?group=job&limit=1").jsonPath();
        JsonPath next = get(LIST + "?group=job&limit=1&cursor=" + page.getString("next_cursor"))
                .jsonPath();

        // then
        assertThat(page.getList("jobs.job_id")).hasSize(500).startsWith("Job xb", "Job xa", "Job wz");
        assertThat(page.getInt("jobs_total")).isEqualTo(600);
        assertThat(page.getInt("folded_count")).isEqualTo(600);
        assertThat(next.getList("sessions.session_id")).containsExactly("second");
        assertThat(next.getMap("$")).doesNotContainKeys("jobs", "jobs_total").containsEntry("folded_count", 600);
    }

    private void cronRun(String id, double at, String end, double cost) {
        session(id, at, Map.of("source", "cron", "end_reason", end, "ended_at", at + 1, "estimated_cost_usd", cost));
        agent.message(id, "assistant", "Done", Map.of("timestamp", at));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anIllStoreAmongManyHoldsUpNobodyElsesList(boolean hung) {
        // given
        for (int i = 1; i < 24; i++) {
            agent.create(home.stateDb("p" + i), 31, i == 7 && !hung ? Journal.DELETE : Journal.WAL);
            session("of-p" + i, 1000 + i, Map.of());
        }
        agent.open(home.stateDb());
        session("home", 1000, Map.of());
        await().untilAsserted(() ->
                get(LIST + "?all_profiles=1").then().statusCode(200).body("total", equalTo(24)));

        // when
        makeIll(hung, home.stateDb("p7"));
        try {
            await().untilAsserted(() -> get(LIST + "?all_profiles=1")
                    .then()
                    .statusCode(200)
                    .body("faults.profile", contains("p7"))
                    .body("faults[0].age_seconds", notNullValue()));
            agent.open(home.stateDb("p8"));
            session("seen", 6000, Map.of());

            // then
            await().untilAsserted(() -> get(LIST + "?all_profiles=1")
                    .then()
                    .statusCode(200)
                    .body("sessions.session_id", hasItem("seen"))
                    .body("sessions.session_id", hasItem("of-p7"))
                    .body("faults.profile", contains("p7")));
        } finally {
            makeWell(hung, home.stateDb("p7"));
            agent.close();
            home.clear();
        }
    }

    private void makeIll(boolean hung, Path store) {
        if (hung) {
            agent.open(store).stallReaders();
        } else {
            agent.open(store).lockExclusively();
        }
    }

    private void makeWell(boolean hung, Path store) {
        if (hung) {
            agent.open(store).letReadersGo();
        } else {
            agent.open(store).unlock();
        }
    }
}
