package ai.hermes.sessions.insight;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures are what SQLite itself makes of the same store. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class UsageTest {

    private static final String ALL = "/api/insights/usage?tz=UTC&from=2025-09-01&to=2027-01-01";
    private static final int SESSIONS = 50;

    TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 11, 17, 23, 25, 30, 31, 40})
    void figuresByModelAndByDayAreThoseOfTheStoreOfEachVersion(int version) {
        // given
        agent.create(home.stateDb(), version);
        new MadeUsage(agent, version).write(SESSIONS);
        awaitSessions(SESSIONS);

        // then
        UsageOracle oracle = new UsageOracle(agent);
        assertThat(figures(ALL + "&by=model")).isEqualTo(oracle.by("coalesce(model, '')"));
        assertThat(figures(ALL + "&by=source")).isEqualTo(oracle.by("source"));
        assertThat(figures(ALL + "&by=month")).isEqualTo(oracle.by("strftime('%Y-%m', started_at, 'unixepoch')"));
        Map<String, List<String>> days = figures(ALL + "&by=day");
        days.values().removeIf(it -> it.get(0).equals("0"));
        assertThat(days).isEqualTo(oracle.by("date(started_at, 'unixepoch')"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void figuresByTwoDimensionsAndTheirTotalAreThoseOfStoresMadeByChance(long seed) {
        // given
        agent.create(home.stateDb(), 31);
        new MadeUsage(agent, seed).write(SESSIONS);
        awaitSessions(SESSIONS);

        // then
        UsageOracle oracle = new UsageOracle(agent);
        assertThat(figures(ALL + "&by=hour_of_week,provider"))
                .isEqualTo(oracle.by("(((strftime('%w', started_at, 'unixepoch') + 6) % 7) * 24"
                        + " + strftime('%H', started_at, 'unixepoch')) || '|' || coalesce(billing_provider, '')"));
        JsonPath answer = get(ALL + "&by=profile").jsonPath();
        assertThat(answer.getMap("total")).isEqualTo(figuresOf(answer, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 30, 31})
    void theLedgerIsThatOfTheStore(int version) {
        // given
        agent.create(home.stateDb(), version);
        new MadeUsage(agent, version).write(SESSIONS);
        awaitSessions(SESSIONS);

        // when
        List<String> lines = csv(ledger() + "&format=csv");

        // then
        Map<String, List<String>> told = new HashMap<>();
        lines.stream()
                .skip(1)
                .map(it -> List.of(it.split(",")))
                .forEach(cells -> told.put(
                        String.join("|", cells.subList(0, 3)),
                        cells.subList(3, cells.size()).stream()
                                .map(UsageOracle::text)
                                .toList()));
        assertThat(told).isEqualTo(new UsageOracle(agent).ledger());
    }

    @Test
    void aLineOfTheLedgerThatChangesAloneIsSeen() {
        // given
        agent.create(home.stateDb(), 31).session("s1", Map.of("started_at", MadeUsage.BEGIN));
        agent.run(
                "INSERT INTO session_model_usage(session_id, model, input_tokens, last_seen) VALUES ('s1', 'm', 5, 100)");
        await().untilAsserted(() -> get(ledger()).then().body("rows[0].tokens.input", equalTo(5)));

        // when
        agent.run("UPDATE session_model_usage SET input_tokens = 7, last_seen = 200");

        // then
        await().untilAsserted(() -> get(ledger()).then().body("rows[0].tokens.input", equalTo(7)));
    }

    @Test
    void aSessionOfWhichTheLedgerHasTasksAloneIsToldToBeWithout() {
        // given
        agent.create(home.stateDb(), 31).session("s1", Map.of("started_at", MadeUsage.BEGIN, "input_tokens", 3));
        agent.run(
                "INSERT INTO session_model_usage(session_id, model, task, input_tokens) VALUES ('s1', 'm', 'vision', 5)");
        awaitSessions(1);

        // then
        get(ledger())
                .then()
                .body("rows.task", contains("vision"))
                .body("rows[0].tokens.input", equalTo(5))
                .body("without_ledger.tokens.input", equalTo(3));
    }

    @Test
    void aStoreWithoutALedgerSaysSo() {
        // given
        agent.create(home.stateDb(), 17).session("s1", Map.of("started_at", MadeUsage.BEGIN, "input_tokens", 3));
        awaitSessions(1);

        // then
        get(ledger())
                .then()
                .statusCode(200)
                .body("available", equalTo(false))
                .body("rows", hasSize(0))
                .body("without_ledger.tokens.input", equalTo(3));
    }

    @Test
    void callsOfToolsAreThoseOfTheMessages() {
        // given
        agent.create(home.stateDb(), 31);
        new MadeUsage(agent, 7).write(SESSIONS);
        agent.message("made_0", "assistant", "", Map.of("tool_calls", "no JSON at all"));
        awaitSessions(SESSIONS);
        await().untilAsserted(() -> get(tools()).then().body("complete", equalTo(true)));

        // then
        agent.run("DELETE FROM messages WHERE tool_calls = 'no JSON at all'");
        assertThat(told(tools(), 1)).isEqualTo(new UsageOracle(agent).tools());
    }

    @Test
    void aCallThatComesLaterIsCountedOnce() {
        // given
        agent.create(home.stateDb(), 31).session("s1", Map.of("started_at", MadeUsage.BEGIN));
        String call = "[{\"function\": {\"name\": \"terminal\"}}]";
        agent.message("s1", "assistant", "", Map.of("tool_calls", call));
        await().untilAsserted(() -> get(tools()).then().body("rows.calls", contains(1)));

        // when
        agent.message("s1", "assistant", "", Map.of("tool_calls", call));

        // then
        await().untilAsserted(() -> get(tools()).then().body("messages_read", equalTo(2)));
        get(tools()).then().body("rows.calls", contains(2));
    }

    @Test
    void aCallThatIsStoredAgainWhenItsSessionIsSummarisedIsCountedOnce() {
        // given
        agent.create(home.stateDb(), 31).session("s1", Map.of("started_at", MadeUsage.BEGIN));
        Map<String, Object> call =
                Map.of("tool_calls", "[{\"function\": {\"name\": \"terminal\"}}]", "timestamp", MadeUsage.BEGIN + 1);
        agent.message("s1", "assistant", "", call);
        agent.run("UPDATE messages SET active = 0, compacted = 1");
        agent.message("s1", "user", "Summary");
        agent.message("s1", "assistant", "", call);

        // then
        await().untilAsserted(() -> get(tools()).then().body("messages_read", equalTo(3)));
        get(tools()).then().body("rows.calls", contains(1));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 23",
        "Europe/Berlin, 2026-10-25, 25",
        "Australia/Lord_Howe, 2026-04-05, 24.5",
        "America/New_York, 2026-11-01, 25"
    })
    void aDayOnWhichClocksChangeHasAllItsHoursAndNoOther(String zone, String day, float hours) {
        // given
        agent.create(home.stateDb(), 31);
        ZonedDateTime noon = ZonedDateTime.parse(day + "T12:00:00Z").withZoneSameLocal(ZoneId.of(zone));
        ZonedDateTime start = noon.toLocalDate().atStartOfDay(noon.getZone());
        ZonedDateTime end = noon.toLocalDate().plusDays(1).atStartOfDay(noon.getZone());
        at("before", start.minusSeconds(1));
        at("first", start);
        at("last", end.minusSeconds(1));
        at("after", end);
        awaitSessions(4);

        // then
        get("/api/insights/usage?by=day&tz=" + zone + "&from=" + day + "&to=" + end.toLocalDate())
                .then()
                .body("days.day", contains(day))
                .body("days[0].hours", equalTo(hours))
                .body("rows[0].sessions", equalTo(2));
    }

    private void at(String id, ZonedDateTime time) {
        agent.session(id, Map.of("started_at", (double) time.toEpochSecond()));
    }

    @Test
    void whatWasBilledEstimatedIncludedAndIsNotKnownIsNeverAdded() {
        // given
        agent.create(home.stateDb(), 31);
        priced("billed", Map.of("cost_status", "actual", "actual_cost_usd", 1.0, "estimated_cost_usd", 10.0));
        priced("guessed", Map.of("cost_status", "estimated", "estimated_cost_usd", 2.0));
        priced("paid", Map.of("cost_status", "included", "estimated_cost_usd", 4.0));
        priced("unknown", Map.of("cost_status", "unknown"));
        awaitSessions(4);

        // then
        get(ALL + "&by=profile")
                .then()
                .body("total.cost.actual.usd", equalTo(1.0f))
                .body("total.cost.estimated.usd", equalTo(2.0f))
                .body("total.cost.included.usd", equalTo(4.0f))
                .body("total.cost.unpriced.sessions", equalTo(1))
                .body("total.cost.unpriced.usd", equalTo(0.0f));
    }

    private void priced(String id, Map<String, Object> price) {
        Map<String, Object> columns = new HashMap<>(price);
        columns.put("started_at", MadeUsage.BEGIN);
        columns.put("input_tokens", 10);
        agent.session(id, columns);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 4, 5",
        "Europe/Berlin, 6, 7",
        "America/New_York, 0, 1",
        "Asia/Kolkata, 10, 11",
        "Pacific/Auckland, 16, 17"
    })
    void anHourOfTheWeekIsThatOfTheZone(String zone, int first, int second) {
        // given
        agent.create(home.stateDb(), 31);
        at("one", ZonedDateTime.parse("2026-06-29T04:30:00Z"));
        at("other", ZonedDateTime.parse("2026-06-29T05:30:00Z"));
        awaitSessions(2);

        // then
        get("/api/insights/usage?by=hour_of_week&from=2026-06-01&to=2026-07-31&tz=" + zone)
                .then()
                .body("rows.findAll { it.sessions > 0 }.keys.hour_of_week", contains(first, second));
    }

    @Test
    void projectsAndJobsAreThoseOfTheConversations() {
        // given
        agent.create(home.stateDb(), 31);
        agent.session("inside", Map.of("started_at", MadeUsage.BEGIN, "input_tokens", 1));
        agent.session("outside", Map.of("started_at", MadeUsage.BEGIN, "input_tokens", 2));
        for (String stamp : List.of("20260101_000000", "20260102_000000")) {
            agent.session(
                    "cron_brief_" + stamp, Map.of("source", "cron", "started_at", MadeUsage.BEGIN, "input_tokens", 10));
            agent.message("cron_brief_" + stamp, "user", "Go");
        }
        agent.message("inside", "user", "hello");
        agent.message("outside", "user", "hello");
        awaitSessions(4);
        String project = given().body("{\"name\": \"Garden\"}")
                .post("/api/projects/create")
                .then()
                .statusCode(200)
                .extract()
                .path("project.project_id");
        given().body("{\"session_id\": \"inside\", \"project_id\": \"" + project + "\"}")
                .post("/api/session/move")
                .then()
                .statusCode(200);

        // then
        await().untilAsserted(() -> get(ALL + "&by=project")
                .then()
                .body("rows.find { it.keys.project == '" + project + "' }.tokens.input", equalTo(1))
                .body("rows.find { it.keys.project == '' }.tokens.input", equalTo(22)));
        get(ALL + "&by=job")
                .then()
                .body("rows.find { it.keys.job == 'brief' }.sessions", equalTo(2))
                .body("rows.find { it.keys.job == 'brief' }.tokens.input", equalTo(20))
                .body("rows.find { it.keys.job == '' }.tokens.input", equalTo(3));
    }

    @Test
    void aSearchSaysWhichSessionsCount() {
        // given
        agent.create(home.stateDb(), 31);
        agent.session("t", Map.of("source", "telegram", "started_at", MadeUsage.BEGIN, "input_tokens", 1));
        agent.session("c", Map.of("source", "cli", "started_at", MadeUsage.BEGIN, "input_tokens", 2));
        awaitSessions(2);

        // then
        get(ALL + "&q=source:telegram").then().body("total.tokens.input", equalTo(1));
        get(ALL + "&q=-source:telegram").then().body("total.tokens.input", equalTo(2));
        get(ALL + "&q=tool:terminal").then().statusCode(400);
        get(ALL + "&q=source:").then().statusCode(400).body("code", equalTo("query_invalid"));
    }

    @Test
    void anotherProfileCountsWhenItIsAskedForOnly() {
        // given
        agent.create(home.stateDb("work"), 31).session("w", Map.of("started_at", MadeUsage.BEGIN, "input_tokens", 1));
        agent.create(home.stateDb(), 31).session("d", Map.of("started_at", MadeUsage.BEGIN, "input_tokens", 2));
        await().untilAsserted(() -> get(ALL + "&by=profile&all_profiles=1")
                .then()
                .body("faults", hasSize(0))
                .body("rows.keys.profile", contains("default", "work")));

        // then
        get(ALL).then().body("total.tokens.input", equalTo(2));
        get(ALL + "&profile=work").then().body("total.tokens.input", equalTo(1));
        get(ALL + "&profile=nobody").then().statusCode(404);
    }

    @Test
    void whileAStoreIsIllTheLastGoodFiguresAreToldAsSuch() {
        // given
        agent.create(home.stateDb(), 31).session("s1", Map.of("started_at", MadeUsage.BEGIN, "input_tokens", 3));
        awaitSessions(1);
        agent.release();

        // when
        TestHome.remove(home.stateDb());
        IllStore.GARBAGE.put(home.stateDb());

        // then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> get(ALL).then()
                .statusCode(200)
                .body("faults.code", contains("store_not_a_database"))
                .body("total.tokens.input", equalTo(3)));
    }

    @Test
    void withoutAnyFiguresAFaultIsNoZero() {
        // given
        IllStore.GARBAGE.put(home.stateDb("never_read"));

        // then
        await().untilAsserted(() ->
                get(ALL + "&profile=never_read").then().statusCode(503).body("code", equalTo("store_not_a_database")));
    }

    @Test
    void aTitleThatLooksLikeAFormulaIsNoneInCsv() {
        // given
        agent.create(home.stateDb(), 31)
                .session("s1", Map.of("started_at", MadeUsage.BEGIN, "model", "=cmd|'/c calc'!A1, \"x\""));
        awaitSessions(1);

        // then
        assertThat(csv(ALL + "&by=model&format=csv").get(1)).startsWith("\"'=cmd|'/c calc'!A1, \"\"x\"\"\",1,0,0,0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"by=size", "by=day,model,source", "tz=Berlin", "from=soon", "from=2026-02&to=2026-01", "to=7d"})
    void whatMakesNoSenseIsRefused(String query) {
        get("/api/insights/usage?" + query).then().statusCode(400).body("code", equalTo("bad_request"));
    }

    @Test
    void theSummaryOfClientsHasTheirFields() {
        // given
        agent.create(home.stateDb(), 31);
        double now = System.currentTimeMillis() / 1000.0;
        agent.session(
                "new",
                Map.of(
                        "started_at",
                        now,
                        "model",
                        "m",
                        "message_count",
                        4,
                        "input_tokens",
                        30,
                        "output_tokens",
                        10,
                        "cache_read_tokens",
                        70,
                        "estimated_cost_usd",
                        0.25));
        agent.session(
                "ended", Map.of("started_at", now - 40 * 86_400, "ended_at", now, "model", "m", "input_tokens", 1));
        agent.session("old", Map.of("started_at", now - 50 * 86_400, "input_tokens", 1_000));
        await().untilAsserted(() -> get("/api/insights").then().body("total_sessions", equalTo(2)));

        // then
        get("/api/insights?days=7")
                .then()
                .body("period_days", equalTo(7))
                .body("total_messages", equalTo(4))
                .body("total_input_tokens", equalTo(31))
                .body("total_output_tokens", equalTo(10))
                .body("total_cache_read_tokens", equalTo(70))
                .body("total_cache_hit_percent", equalTo(69))
                .body("total_tokens", equalTo(41))
                .body("total_cost", equalTo(0.25f))
                .body("models.model", contains("m"))
                .body("models.session_share", contains(100))
                .body("daily_tokens", hasSize(7))
                .body("daily_tokens[6].input_tokens", equalTo(30))
                .body("activity_by_day", hasSize(7))
                .body("activity_by_hour", hasSize(24));
    }

    private static String ledger() {
        return ALL.replace("/usage", "/ledger");
    }

    private static String tools() {
        return ALL.replace("/usage", "/tools");
    }

    private void awaitSessions(int count) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> get(ALL).then()
                .statusCode(200)
                .body("faults", hasSize(0))
                .body("total.sessions", equalTo(count)));
    }

    /** All figures by their place, as CSV has them. */
    private static Map<String, List<String>> figures(String path) {
        return told(path, path.contains(",") ? 2 : 1);
    }

    private static Map<String, List<String>> told(String path, int keys) {
        List<String> lines = csv(path + "&format=csv");
        int width = path.contains("/tools") ? 3 : Integer.MAX_VALUE;
        return lines.stream()
                .skip(1)
                .map(it -> List.of(it.split(",", -1)))
                .collect(Collectors.toMap(
                        cells -> String.join("|", cells.subList(0, keys)),
                        cells -> cells.subList(keys, Math.min(width, cells.size())).stream()
                                .map(UsageOracle::text)
                                .toList(),
                        (one, other) -> one,
                        HashMap::new));
    }

    private static List<String> csv(String path) {
        return Arrays.asList(
                get(path).then().statusCode(200).extract().asString().split("\r\n"));
    }

    private static Map<String, Object> figuresOf(JsonPath answer, int row) {
        Map<String, Object> figures = new HashMap<>(answer.getMap("rows[" + row + "]"));
        figures.keySet().removeAll(List.of("keys", "labels"));
        return figures;
    }
}
