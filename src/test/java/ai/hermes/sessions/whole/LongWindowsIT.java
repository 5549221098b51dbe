package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation that is far larger than what the service may take of memory at once. */
class LongWindowsIT {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int MESSAGES = 15_000;
    private static final int GROUP = 200;
    /** Some are longer than what a window has of them. */
    private static final String MESSAGES_OF_MANY_SIZES = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO messages(session_id, role, content, timestamp)
            SELECT 's', CASE i % 3 WHEN 0 THEN 'user' WHEN 1 THEN 'assistant' ELSE 'tool' END,
              i || ' ü ' || replace(hex(zeroblob(CASE WHEN i % 100 = 2 THEN 40000 ELSE 780 END)), '00', 'ab '),
              1760000000.0 + i
            FROM n
            """;

    private static final String SOME = "SELECT content FROM messages ORDER BY id LIMIT ? OFFSET ?";

    private TestHome home;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home = TestHome.create();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("s").run(MESSAGES_OF_MANY_SIZES, MESSAGES);
    }

    @AfterEach
    void end() {
        agent.close();
        home.close();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void allOfItsWindowsTogetherAreWhatTheStoreHasInLittleMemory() throws Exception {
        // given
        long bytes = ((Number) agent.query("SELECT sum(length(CAST(content AS BLOB))) FROM messages")
                        .get(0)
                        .get(0))
                .longValue();
        assertThat(bytes).isGreaterThan(40_000_000);
        MessageDigest told = MessageDigest.getInstance("SHA-256");
        int count = 0;
        int cut = 0;
        try (ServiceProcess service = ServiceProcess.in(home).option("-Xmx72m").start()) {
            await().atMost(LONG)
                    .until(() -> service.get("/api/session/window?session_id=s&limit=1")
                                    .statusCode()
                            == 200);

            // when
            Optional<String> place = Optional.of("from=root");
            while (place.isPresent()) {
                JsonPath window = JsonPath.from(
                        service.get("/api/session/window?session_id=s&limit=500&max_bytes=600000&" + place.get())
                                .body());
                List<Map<String, Object>> messages = window.getList("messages");
                for (Map<String, Object> message : messages) {
                    boolean whole = !(message.get("cut") instanceof Map<?, ?> parts) || !parts.containsKey("content");
                    String digest = whole
                            ? sha256(message.get("content").toString())
                            : ((Map<?, ?>) ((Map<?, ?>) message.get("cut")).get("content"))
                                    .get("sha256")
                                    .toString();
                    told.update(digest.getBytes(StandardCharsets.US_ASCII));
                    cut += whole ? 0 : 1;
                    count++;
                }
                assertThat(messages).isNotEmpty();
                place = window.getBoolean("has_after")
                        ? Optional.of(
                                "after=" + messages.get(messages.size() - 1).get("id"))
                        : Optional.empty();
            }
        }

        // then
        assertThat(count).isEqualTo(MESSAGES);
        assertThat(cut).isGreaterThanOrEqualTo(MESSAGES / 100);
        assertThat(HexFormat.of().formatHex(told.digest())).isEqualTo(ofTheStore());
    }

    private String ofTheStore() throws Exception {
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (int at = 0; at < MESSAGES; at += GROUP) {
            for (List<Object> row : agent.query(SOME, GROUP, at)) {
                all.update(sha256(row.get(0).toString()).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return HexFormat.of().formatHex(all.digest());
    }
}
