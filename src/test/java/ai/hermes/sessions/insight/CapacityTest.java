package ai.hermes.sessions.insight;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;

import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Cancellation;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The size of a store, held to SQLite's own account of its pages. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class CapacityTest {

    private static final double DAY = 86_400;
    private static final String MANY = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO messages(session_id, role, content, timestamp)
            SELECT ?, 'user', ? || i || hex(randomblob(i % 3000)), ? FROM n
            """;

    private static final int PAGES = 50_000;
    /** Four times as many are fewer than the index of messages by session has. */
    private static final int FEW_PAGES = 1;

    private static final long PAGE = 4_096;
    /** Of trees below this little is told but that they are small. */
    private static final long SMALL = 200_000;

    @Inject
    AgentStores stores;

    @Inject
    InsightReads reads;

    @Inject
    MessageTallies tallies;

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
    @ValueSource(ints = {1, 11, 23, 31})
    void partsOfAFileAddUpToItAndAreThoseThatSqliteTells(int version) {
        // given
        agent.create(home.stateDb(), version).session("s1").session("s2");
        agent.run(MANY, 800, "s1", "one ", now());
        agent.run(MANY, 400, "s2", "two ", now());
        agent.run("DELETE FROM messages WHERE session_id = 's2'");
        agent.run("PRAGMA wal_checkpoint(TRUNCATE)");

        // when
        JsonPath capacity = measured();

        // then
        Map<String, Long> told = new HashMap<>();
        capacity.<Map<String, Object>>getList("trees")
                .forEach(it -> told.put(it.get("name").toString(), ((Number) it.get("bytes")).longValue()));
        assertThat(told).isEqualTo(counted());
        long sum = told.values().stream().mapToLong(it -> it).sum()
                + capacity.getLong("free_bytes")
                + capacity.getLong("other_bytes");
        assertThat(sum).isEqualTo(capacity.getLong("file_bytes"));
        assertThat((double) sum).isCloseTo(home.stateDb().toFile().length(), within(sum * 0.01));
        assertThat(capacity.getLong("free_bytes")).isPositive();
        assertThat(capacity.getLong("other_bytes")).isZero();
    }

    private Map<String, Long> counted() {
        Map<String, Long> counted = new HashMap<>();
        agent.query("SELECT name, sum(pgsize) FROM dbstat GROUP BY name")
                .forEach(row -> counted.put(row.get(0).toString(), ((Number) row.get(1)).longValue()));
        return counted;
    }

    @Test
    void aTreeThatTakesTooLongIsToldByWhatTheOthersLeave() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        agent.run(MANY, 200, "s1", "one ", now());
        agent.run("PRAGMA wal_checkpoint(TRUNCATE)");
        measured();
        FileMeasure measure = new FileMeasure();
        FileMeasure.Step list = measure.next(PAGES, new MessageTally());
        boolean withoutList = list.skip();
        read(list);

        // when
        boolean withoutOne = measure.next(PAGES, new MessageTally()).skip();
        while (!measure.complete()) {
            read(measure.next(PAGES, new MessageTally()));
        }

        // then
        assertThat(withoutList).isFalse();
        assertThat(withoutOne).isTrue();
        assertThat(measure.sizes(0).trees())
                .filteredOn(it -> it.how() != TreeSize.How.COUNTED)
                .singleElement()
                .satisfies(it -> assertThat(it.bytes()).isEqualTo(counted().get(it.name())));
    }

    @Test
    void severalTreesThatAreTooLargeAddUpAndHaveAtLeastThePagesThatWereCounted() {
        // given
        agent.create(home.stateDb(), 31).session("s1").session("s2");
        agent.run(MANY, 1_500, "s1", "one ".repeat(500), now());
        agent.run(MANY, 300, "s2", "two ", now());
        agent.run("DELETE FROM messages WHERE session_id = 's2'");
        agent.run("PRAGMA wal_checkpoint(TRUNCATE)");
        measured();

        // when
        FileMeasure measure = tallies.with(
                stores.of(Profile.DEFAULT).orElseThrow(),
                System.nanoTime() + Duration.ofSeconds(20).toNanos(),
                new Cancellation(),
                tally -> {
                    FileMeasure all = new FileMeasure();
                    while (!all.complete()) {
                        read(all.next(FEW_PAGES, tally));
                    }
                    return all;
                });

        // then
        FileSizes sizes = measure.sizes(0);
        Map<String, Long> counted = counted();
        long sum = sizes.trees().stream().mapToLong(TreeSize::bytes).sum() + sizes.freeBytes() + sizes.otherBytes();
        assertThat(sizes.freeBytes()).isPositive();
        assertThat(agent.query("SELECT count(*) > 100 FROM dbstat WHERE pagetype = 'overflow'"))
                .isEqualTo(List.of(List.of(1L)));
        assertThat((double) sum).isCloseTo(home.stateDb().toFile().length(), within(sum * 0.01));
        List<TreeSize> estimated = sizes.trees().stream()
                .filter(it -> it.how() == TreeSize.How.ESTIMATED)
                .toList();
        assertThat(estimated)
                .extracting(TreeSize::name)
                .contains("messages", "messages_fts_data", "idx_messages_session");
        assertThat(estimated)
                .filteredOn(it -> counted.get(it.name()) > SMALL)
                .isNotEmpty()
                .allSatisfy(
                        it -> assertThat(it.bytes()).isBetween(counted.get(it.name()) / 3, counted.get(it.name()) * 3));
        assertThat(estimated).allSatisfy(it -> assertThat(it.bytes()).isGreaterThanOrEqualTo(FEW_PAGES * PAGE));
    }

    private void read(FileMeasure.Step step) {
        reads.read(stores.of(Profile.DEFAULT).orElseThrow(), new Cancellation(), step);
        step.take();
    }

    @Test
    void whatMessagesHoldIsToldBySourceAndSession() {
        // given
        agent.create(home.stateDb(), 31);
        agent.session("s1", Map.of("source", "telegram")).session("s2", Map.of("source", "cli"));
        agent.run(MANY, 30, "s1", "one ", now());
        agent.run(MANY, 10, "s2", "two ", now());

        // when
        JsonPath capacity = measured();

        // then
        long one = content("s1");
        long two = content("s2");
        assertThat(capacity.getLong("content_bytes")).isEqualTo(one + two);
        assertThat(capacity.getList("sources.source")).isEqualTo(List.of("telegram", "cli"));
        assertThat(capacity.getLong("sources[0].content_bytes")).isEqualTo(one);
        assertThat(capacity.getLong("sessions[1].content_bytes")).isEqualTo(two);
        assertThat(capacity.getLong("growth[89].content_bytes")).isEqualTo(one + two);
    }

    private long content(String session) {
        return ((Number) agent.query(
                                "SELECT sum(length(CAST(content AS BLOB))) FROM messages WHERE session_id = ?", session)
                        .get(0)
                        .get(0))
                .longValue();
    }

    @Test
    void howItGrowsAndWhenTheDiskIsFullFollowFromWhatCame() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        // Two hundred messages share a time, by their ids: no such block has some of both.
        agent.run(MANY, 399, "s1", "old ", now() - 60 * DAY);
        agent.run(MANY, 300, "s1", "new ", now() - 5 * DAY);
        agent.run("PRAGMA wal_checkpoint(TRUNCATE)");

        // when
        JsonPath capacity = measured();

        // then
        long recent = ((Number) agent.query(
                                "SELECT sum(length(CAST(content AS BLOB))) FROM messages WHERE content LIKE 'new %'")
                        .get(0)
                        .get(0))
                .longValue();
        double used = capacity.getLong("file_bytes") - capacity.getLong("free_bytes");
        double ratio = used / capacity.getLong("content_bytes");
        long perDay = capacity.getLong("growth_bytes_per_day");
        assertThat(capacity.getInt("growth_days")).isEqualTo(30);
        assertThat((double) perDay).isCloseTo(recent * ratio / 30, within(perDay * 0.01));
        long free = capacity.getLong("disk_free_bytes");
        long here = home.path().toFile().getUsableSpace();
        assertThat((double) free).isCloseTo(here, within(here * 0.1));
        assertThat(capacity.getLong("days_left")).isEqualTo(free / perDay);
    }

    @Test
    void whatDoesNotGrowNeverFillsTheDisk() {
        // given
        agent.create(home.stateDb(), 31).session("s1");
        agent.run(MANY, 50, "s1", "old ", now() - 200 * DAY);

        // when
        JsonPath capacity = measured();

        // then
        assertThat(capacity.getLong("growth_bytes_per_day")).isZero();
        assertThat(capacity.getString("days_left")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trees    | profile,name,table,kind,bytes,how                          | trees    | name
            sources  | profile,source,sessions,messages,content_bytes,share       | sources  | source
            sessions | profile,session_id,title,source,messages,content_bytes     | sessions | session_id
            growth   | profile,day,messages,content_bytes                         | growth   | day
            """)
    void eachTableIsHadAsCsv(String table, String header, String list, String member) {
        // given
        agent.create(home.stateDb(), 31).session("s1", Map.of("source", "cli", "title", "=1+1"));
        agent.run(MANY, 30, "s1", "one ", now());
        JsonPath capacity = measured();

        // when
        List<String> lines = get("/api/insights/capacity?format=csv&table=" + table)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .extract()
                .asString()
                .lines()
                .toList();

        // then
        assertThat(lines.get(0)).isEqualTo(header);
        List<Object> told = capacity.getList(list + "." + member);
        assertThat(lines.stream().skip(1).map(it -> it.split(",")[1])).isEqualTo(told);
        assertThat(lines).noneMatch(it -> it.contains(",=1+1"));
    }

    @Test
    void aPruneIsForetoldAndRemovesNothing() throws IOException {
        // given
        agent.create(home.stateDb(), 31);
        double old = now() - 200 * DAY;
        ended("gone", old, Map.of());
        ended("pinned", old, Map.of("pinned", 1));
        ended("pinned_here", old, Map.of());
        ended("new", now() - DAY, Map.of());
        agent.session("open", Map.of("source", "telegram", "started_at", old));
        agent.session("stale", Map.of("source", "cli", "started_at", old));
        agent.session(
                "child",
                Map.of(
                        "source", "subagent",
                        "started_at", now(),
                        "parent_session_id", "gone",
                        "model_config", "{\"_delegate_from\": \"gone\"}"));
        ended("root", old, Map.of("end_reason", "compression"));
        agent.session("tip", Map.of("started_at", now() - DAY, "parent_session_id", "root"));
        agent.message("gone", "user", "12345", Map.of("timestamp", old));
        await().untilAsserted(
                        () -> get("/api/sessions?include_archived=1").then().statusCode(200));
        RestAssured.given()
                .body("{\"session_id\": \"pinned_here\", \"pinned\": true}")
                .post("/api/session/pin")
                .then()
                .statusCode(200);

        measured();

        // when
        ofTheOldWebUi("f657690eb001", old);
        JsonPath capacity = capacity();

        // then
        assertThat(capacity.getMap("prune"))
                .containsEntry("sessions", 2)
                .containsEntry("children", 1)
                .containsEntry("messages", 1)
                .containsEntry("content_bytes", 5)
                .containsEntry("stale_open", 1)
                .containsEntry("pinned_only_here", 1)
                .containsEntry("kept", Map.of("open", 1, "fresh", 3, "pinned", 1));
        assertThat(agent.query("SELECT count(*) FROM sessions").get(0).get(0)).isEqualTo(9L);
    }

    private void ofTheOldWebUi(String id, double at) throws IOException {
        Path folder = Files.createDirectories(home.path().resolve("webui/sessions"));
        Files.writeString(folder.resolve(id + ".json"), """
                {"session_id": "%s", "title": "Old", "created_at": %f, "updated_at": %f, "pinned": false, "profile": "default",
                  "message_count": 1, "messages": [{"role": "user", "content": "old", "timestamp": %f}]}
                """.formatted(id, at, at, at));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        get("/api/insights/usage?by=source&days=3660").then().body("total.sessions", equalTo(10)));
    }

    private void ended(String id, double at, Map<String, Object> more) {
        Map<String, Object> columns = new HashMap<>(more);
        columns.put("started_at", at);
        columns.put("ended_at", at + 10);
        agent.session(id, columns);
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    /** Asks until all is measured. */
    private JsonPath measured() {
        long sessions =
                ((Number) agent.query("SELECT count(*) FROM sessions").get(0).get(0)).longValue();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> get("/api/insights/usage?by=source&days=3660")
                .then()
                .body("total.sessions", equalTo((int) sessions)));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> get("/api/insights/capacity?refresh=1")
                .then()
                .statusCode(200)
                .body("profiles.complete", everyItem(equalTo(true))));
        return capacity();
    }

    private static JsonPath capacity() {
        JsonPath answer = get("/api/insights/capacity").jsonPath();
        answer.setRootPath("profiles[0]");
        return answer;
    }
}
