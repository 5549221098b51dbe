package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many conversations organised at once, by the packaged service. */
class OrganiseIT {

    private static final Logger LOG = Logger.getLogger(OrganiseIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = 50;
    private static final String ARCHIVE = "{\"action\": \"archive\", \"query\": {\"rule\": \"listed\"}}";
    private static final String UNARCHIVE = "{\"action\": \"unarchive\", \"query\": {\"rule\": \"archived\"}}";

    private TestHome home;

    @BeforeEach
    void start() {
        home = TestHome.create();
    }

    @AfterEach
    void end() {
        home.close();
    }

    private void store(int sessions) {
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(home.stateDb(), 31, Journal.WAL);
            agent.run("""
                            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                            INSERT INTO sessions (id, source, started_at, title, message_count)
                            SELECT 'talk_' || i, 'cli', 1790000000 + i, 'Talk ' || i, 1 FROM n
                            """, sessions);
            agent.run("""
                            INSERT INTO messages (session_id, role, content, timestamp)
                            SELECT id, 'user', 'Hello', started_at FROM sessions
                            """);
        }
    }

    private ServiceProcess listing(int sessions) {
        // It is started fifty times: here it counts to be quick at once.
        ServiceProcess service =
                ServiceProcess.in(home).option("-XX:TieredStopAtLevel=1").start();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            JsonPath list = json(service.get("/api/sessions?limit=1"));
            return list.getInt("total") + list.getInt("archived_count") == sessions && !list.getBoolean("pending");
        });
        return service;
    }

    private static JsonPath json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.from(answer.body());
    }

    private static JsonPath bulk(ServiceProcess service, String body) {
        return json(service.post("/api/sessions/bulk", body));
    }

    @Test
    void whatWasAcknowledgedIsThereAfterFiftyKills() throws Exception {
        // given
        int sessions = 200;
        store(sessions);
        Random random = new Random(42);
        Set<Long> acknowledged = new TreeSet<>();

        for (int round = 0; round < KILLS; round++) {
            // when
            try (ServiceProcess service = listing(sessions)) {
                // then
                JsonPath list = json(service.get("/api/sessions?limit=1"));
                assertThat(list.getInt("archived_count")).as("all or nothing").isIn(0, sessions);
                assertThat(changes(service)).containsAll(acknowledged);

                CountDownLatch first = new CountDownLatch(1);
                CompletableFuture<List<Long>> writing =
                        CompletableFuture.supplyAsync(() -> writeUntilKilled(service, first));
                assertThat(first.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                // Not to wait for something: the moment is the point.
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
                service.handle().destroyForcibly();
                service.handle().onExit().get();
                acknowledged.addAll(writing.get());
            }
        }
        LOG.infof("%d kills, %d acknowledged changes of %d sessions, none lost", KILLS, acknowledged.size(), sessions);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
    }

    private static List<Long> writeUntilKilled(ServiceProcess service, CountDownLatch first) {
        List<Long> acknowledged = new ArrayList<>();
        try {
            while (true) {
                for (String body : List.of(ARCHIVE, UNARCHIVE)) {
                    HttpResponse<String> answer = service.post("/api/sessions/bulk", body);
                    JsonPath result = JsonPath.from(answer.body());
                    if (answer.statusCode() == 200 && result.get("change_id") != null) {
                        acknowledged.add(result.getLong("change_id"));
                        first.countDown();
                    }
                }
            }
        } catch (RuntimeException e) {
            // The service was killed.
            return acknowledged;
        }
    }

    private static Set<Long> changes(ServiceProcess service) {
        Set<Long> ids = new TreeSet<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = json(service.get("/api/changes?limit=200&cursor=" + cursor));
            page.getList("changes.change_id", Long.class).forEach(ids::add);
            cursor = page.getString("next_cursor");
        }
        return ids;
    }

    @Test
    void tenThousandAreArchivedAndTakenBackWithTheStoreLeftAsItIs() throws Exception {
        // given
        int sessions = 10_000;
        store(sessions);
        String before = checksum();
        Object changed = Files.getLastModifiedTime(home.stateDb());

        try (ServiceProcess service = listing(sessions)) {
            // when
            JsonPath rehearsed = timed("dry run of 10,000", () -> bulk(service, dry(ARCHIVE)));
            JsonPath done = timed("archiving 10,000", () -> bulk(service, ARCHIVE));
            int archived = json(service.get("/api/sessions?limit=1")).getInt("archived_count");
            singleChanges(service);
            JsonPath undone = timed(
                    "undoing 10,000",
                    () -> json(
                            service.post("/api/changes/undo", "{\"change_id\": " + done.getLong("change_id") + "}")));

            // then
            assertThat(rehearsed.getList("results.outcome")).hasSize(sessions).containsOnly("changed");
            assertThat(done.getList("results.outcome")).hasSize(sessions).containsOnly("changed");
            assertThat(archived).isEqualTo(sessions);
            assertThat(undone.getInt("changed")).isEqualTo(sessions);
            assertThat(json(service.get("/api/sessions?limit=1")).getInt("total"))
                    .isEqualTo(sessions);
        }
        assertThat(checksum()).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(home.stateDb())).isEqualTo(changed);
    }

    private static String dry(String body) {
        return body.replaceFirst("\\{", "{\"dry_run\": true, ");
    }

    private static void singleChanges(ServiceProcess service) {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String body = "{\"session_id\": \"talk_%d\", \"unread\": %b}".formatted(1 + i % 100, i < 100);
            long start = System.nanoTime();
            json(service.post("/api/session/unread", body));
            micros.add((System.nanoTime() - start) / 1_000);
        }
        micros.sort(null);
        LOG.infof(
                "one change beside 10,000 annotations: median %d us, 95 %% %d us, slowest %d us",
                micros.get(100), micros.get(190), micros.get(199));
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        LOG.infof("%s: %d ms", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return result;
    }

    private String checksum() throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(home.stateDb())));
    }
}
