package ai.hermes.sessions.settings;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
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
class SettingsResourceTest {

    private static final String DEFAULTS = """
            {"show_cli_sessions": true, "show_cron_sessions": false, "show_webhook_sessions": false,
             "show_kanban_sessions": false, "show_previous_messaging_sessions": true, "agent_session_source_filter": null,
             "pinned_sessions_limit": 3, "api_redact_enabled": true, "sidebar_density": "compact", "theme": "system",
             "list_group": "day", "project_quick_create_buttons": false,
             "session_jump_buttons": false, "session_endless_scroll": false}
            """;

    TestHome home;

    @BeforeEach
    void start() {
        home.clear();
    }

    @AfterEach
    void end() {
        change(DEFAULTS);
        home.clear();
    }

    private static ValidatableResponse change(String body) {
        return given().contentType("text/plain; charset=utf-8")
                .body(body)
                .post("/api/settings")
                .then()
                .statusCode(200);
    }

    /** One session of each sort, and two of one chat. */
    private void sessions() {
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31);
            for (String source : List.of("cli", "cron", "webhook", "kanban", "api_server")) {
                agent.session("set_" + source, Map.of("source", source));
                agent.message("set_" + source, "user", "Hello");
            }
            for (String id : List.of("set_old", "set_new")) {
                agent.session(id, Map.of("source", "telegram", "session_key", "agent:main:telegram:dm:7"));
                agent.message(
                        id, "user", "Hello", Map.of("timestamp", id.equals("set_old") ? 1_760_000_000 : 1_760_000_100));
            }
        }
        await().untilAsserted(() -> get("/api/sessions").then().statusCode(200).body("sessions", hasSize(4)));
    }

    private static List<String> listed() {
        return get("/api/sessions").jsonPath().getList("sessions.session_id");
    }

    @Test
    void whatNobodyTouchedHasItsDefault() {
        get("/api/settings")
                .then()
                .statusCode(200)
                .body("$", aMapWithSize(13))
                .body("show_cli_sessions", equalTo(true))
                .body("show_cron_sessions", equalTo(false))
                .body("show_webhook_sessions", equalTo(false))
                .body("show_kanban_sessions", equalTo(false))
                .body("show_previous_messaging_sessions", equalTo(true))
                .body("$", not(hasKey("agent_session_source_filter")))
                .body("pinned_sessions_limit", equalTo(3))
                .body("sidebar_density", equalTo("compact"))
                .body("project_quick_create_buttons", equalTo(false))
                .body("session_jump_buttons", equalTo(false))
                .body("session_endless_scroll", equalTo(false));
    }

    @Test
    void aChangeIsInTheAnswerAndStays() {
        change("{\"sidebar_density\": \"detailed\", \"session_endless_scroll\": true}")
                .body("sidebar_density", equalTo("detailed"))
                .body("session_endless_scroll", equalTo(true))
                .body("show_cli_sessions", equalTo(true));
        get("/api/settings").then().body("sidebar_density", equalTo("detailed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{\"show_cron_sessions\": \"true\", \"show_cli_sessions\": null}",
                "{\"show_cron_sessions\": 1, \"sidebar_density\": true, \"pinned_sessions_limit\": \"7\"}",
                "{\"pinned_sessions_limit\": 0}",
                "{\"pinned_sessions_limit\": 100}",
                "{\"pinned_sessions_limit\": 5.5}",
                "{\"pinned_sessions_limit\": 99999999999999999999}",
                "{\"sidebar_density\": \"airy\", \"agent_session_source_filter\": {\"a\": 1}}",
                "{\"webui_password_hash\": \"x\", \"api_redact_enabled\": 0, \"sync_to_insights\": true}"
            })
    void whatIsUnknownOrOfTheWrongKindChangesNothing(String body) {
        String before = get("/api/settings").asString();
        assertThat(change(body).extract().asString()).isEqualTo(before);
    }

    @Test
    void aPasswordThatIsSetIsWantedFromThenOnUntilItIsCleared() {
        // when
        String login = given().body("{\"_set_password\": \"correct horse battery\"}")
                .post("/api/settings")
                .then()
                .statusCode(200)
                .extract()
                .cookie("hermes_session");

        // then
        get("/api/settings").then().statusCode(401);
        given().cookie("hermes_session", login)
                .get("/api/auth/status")
                .then()
                .body("logged_in", is(true))
                .body("password_auth_enabled", is(true));
        clear(login, "a wrong password").statusCode(403).body("code", equalTo("wrong_password"));
        clear(login, "correct horse battery").statusCode(200);
        get("/api/settings").then().statusCode(200);
    }

    private static ValidatableResponse clear(String login, String password) {
        return given().cookie("hermes_session", login)
                .body("{\"_clear_password\": true, \"_current_password\": \"" + password + "\"}")
                .post("/api/settings")
                .then();
    }

    @ParameterizedTest
    @CsvSource({
        "_set_password, \"short\", 403, password_rule",
        "_set_password, \"\", 400, bad_request",
        "_passwordless, true, 501, no_passkeys"
    })
    void aPasswordThatCannotBeOneChangesNothing(String member, String value, int status, String code) {
        given().body("{\"%s\": %s}".formatted(member, value))
                .post("/api/settings")
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
        get("/api/settings").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"show_cron_sessions, set_cron", "show_webhook_sessions, set_webhook", "show_kanban_sessions, set_kanban"
    })
    void automationIsOnTheListAtOnceWhenItIsToBeShown(String setting, String session) {
        // given
        sessions();
        String tag = get("/api/sessions").header("ETag");

        // when
        change("{\"" + setting + "\": true}");

        // then
        JsonPath list =
                given().header("If-None-Match", tag).get("/api/sessions").jsonPath();
        assertThat(list.getList("sessions.session_id", String.class))
                .contains(session)
                .hasSize(5);
        assertThat(list.getInt("rules.automation")).isEqualTo(2);
    }

    @Test
    void commandLinesCanBeLeftOutAndAreCounted() {
        // given
        sessions();

        // when
        change("{\"show_cli_sessions\": false}");

        // then
        assertThat(listed()).containsExactlyInAnyOrder("set_api_server", "set_old", "set_new");
        get("/api/sessions?rule=setting").then().body("sessions.session_id", equalTo(List.of("set_cli")));
        get("/api/sessions").then().body("rules.setting", equalTo(1));
    }

    @Test
    void ofAChatTheNewestSessionAloneCanBeListed() {
        // given
        sessions();

        // when
        change("{\"show_previous_messaging_sessions\": false}");

        // then
        assertThat(listed()).containsExactlyInAnyOrder("set_cli", "set_api_server", "set_new");
        get("/api/sessions?rule=setting").then().body("sessions.session_id", equalTo(List.of("set_old")));
    }

    @Test
    void oneSourceAloneCanBeListedAndAllAgain() {
        // given
        sessions();

        // when
        change("{\"agent_session_source_filter\": \"telegram\"}")
                .body("agent_session_source_filter", equalTo("telegram"));

        // then
        assertThat(listed()).containsExactlyInAnyOrder("set_old", "set_new");
        change("{\"agent_session_source_filter\": null}").body("$", not(hasKey("agent_session_source_filter")));
        assertThat(listed()).hasSize(4);
    }

    @Test
    void everyRowIsListedOrUnderOneRule() {
        // given
        sessions();

        // when
        change("{\"show_cli_sessions\": false, \"show_previous_messaging_sessions\": false,"
                + " \"show_cron_sessions\": true}");

        // then
        Map<String, Integer> rules = get("/api/sessions").jsonPath().getMap("rules");
        assertThat(listed().size() + rules.values().stream().mapToInt(it -> it).sum())
                .isEqualTo(7);
    }

    @Test
    void theNumberOfPinsCanBeChosen() {
        // given
        sessions();
        change("{\"pinned_sessions_limit\": 1}").body("pinned_sessions_limit", equalTo(1));
        given().body("{\"session_id\": \"set_cli\"}")
                .post("/api/session/pin")
                .then()
                .statusCode(200);

        // when
        ValidatableResponse second = given().body("{\"session_id\": \"set_new\"}")
                .post("/api/session/pin")
                .then();

        // then
        second.statusCode(400)
                .body("error", equalTo("Up to 1 sessions can be pinned. Unpin one before pinning another."));
        given().body("{\"session_id\": \"set_cli\", \"pinned\": false}").post("/api/session/pin");
    }
}
