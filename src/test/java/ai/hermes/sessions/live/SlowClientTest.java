package ai.hermes.sessions.live;

import static ai.hermes.sessions.live.EventStream.LONG;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import ai.hermes.sessions.live.EventStream.Event;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
@TestProfile(SlowClientTest.LittleKept.class)
class SlowClientTest {

    private static final int SESSIONS = 40;

    /** Little is kept of what was told: five events of this test or so. */
    public static final class LittleKept implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hermes.live.replay-size", "400K", "hermes.live.interval", "10MS");
        }
    }

    TestHome home;

    @TestHTTPResource("/")
    URI service;

    private AgentProcess agent;
    private boolean unread;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 17);
        for (int i = 0; i < SESSIONS; i++) {
            agent.session("s" + i);
            agent.message("s" + i, "user", "hello");
        }
        await().atMost(LONG).untilAsserted(() -> get("/api/sessions").then().body("sessions", hasSize(SESSIONS)));
        // So that an event about all of them is large.
        bulk(
                "tag",
                ", \"tags\": [%s]"
                        .formatted(IntStream.range(0, 20)
                                .mapToObj(i -> "\"" + "x".repeat(60) + i + "\"")
                                .collect(Collectors.joining(", "))));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    private void bulk(String action, String more) {
        String ids =
                IntStream.range(0, SESSIONS).mapToObj(i -> "\"s" + i + "\"").collect(Collectors.joining(", "));
        given().body("{\"action\": \"%s\", \"ids\": [%s]%s}".formatted(action, ids, more))
                .post("/api/sessions/bulk")
                .then()
                .statusCode(200);
    }

    /** Something that changes each row. */
    private void changeAll() {
        unread = !unread;
        bulk(unread ? "unread" : "read", "");
    }

    /** How many events were not sent to those who are slow. */
    private static double drops() {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("hermes_live_drops_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aSlowClientIsToldToAskForTheListWhileOthersAreToldEverything() throws IOException {
        try (Socket slow = new Socket();
                EventStream quick = EventStream.open(service.resolve("/api/sessions/events"))) {
            // given
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            slow.getOutputStream()
                    .write("GET /api/sessions/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            lines.lines().takeWhile(line -> !line.startsWith("retry")).count();

            // when
            for (int i = 0; i < 70; i++) {
                changeAll();
            }
            String resync = lines.lines()
                    .filter(line -> line.contains("\"reason\":\"resync\""))
                    .findFirst()
                    .orElse("");

            // then
            assertThat(resync).contains("\"cause\":\"overtaken\"");
            assertThat(drops()).isPositive();
            assertUnbroken(quick.events("sessions_changed"));
        }
    }

    private static void assertUnbroken(List<Event> events) {
        assertThat(events).hasSizeGreaterThan(10);
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).data().get("reason").asText()).isEqualTo("session_changed");
            assertThat(events.get(i).data().get("previous").asLong())
                    .isEqualTo(events.get(i - 1).sequence());
        }
    }

    @Test
    void whoeverHasMissedMoreThanIsKeptIsToldToAskForTheList() {
        // given
        EventStream before = EventStream.open(service.resolve("/api/sessions/events"));
        String lastId = before.lastId();
        before.close();

        // when
        try (EventStream other = EventStream.open(service.resolve("/api/sessions/events"))) {
            await().atMost(LONG).until(() -> {
                changeAll();
                return other.events("sessions_changed").size() > 12;
            });
        }

        // then
        try (EventStream after = EventStream.open(service.resolve("/api/sessions/events"), "Last-Event-ID", lastId)) {
            assertThat(after.awaitEvent("sessions_changed").data().get("cause").asText())
                    .isEqualTo("overtaken");
        }
    }
}
