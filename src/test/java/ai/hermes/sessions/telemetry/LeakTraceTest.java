package ai.hermes.sessions.telemetry;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.store.LeakResource;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.OtlpReceiverResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that is not given back is told of in the trace of the one who has it, while it is out. */
@QuarkusTest
@TestProfile(LeakTraceTest.ShortLeases.class)
@WithTestResource(TestHomeResource.class)
@WithTestResource(OtlpReceiverResource.class)
class LeakTraceTest {

    /** Warns soon, reclaims after a while that suffices to look at what was told before. */
    public static class ShortLeases implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return new HashMap<>(Map.of(
                    "hermes.lease.warn.list", "200MS",
                    "hermes.lease.warn.transcript", "200MS",
                    "hermes.lease.deadline.list", "3S",
                    "hermes.lease.deadline.transcript", "3S",
                    "hermes.lease.stack-sampling", "1"));
        }
    }

    TestHome home;
    OtlpReceiver receiver;
    private AgentProcess agent;
    private final String traceId = hex(16);

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("s1");
        agent.message("s1", "user", "hello");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> get("/api/sessions").then().statusCode(200).body("sessions.session_id", hasItem("s1")));
    }

    @AfterEach
    void end() {
        LeakResource.releaseAll();
        agent.close();
        home.clear();
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        random[0] = 1;
        return HexFormat.of().formatHex(random);
    }

    /** Asks in a trace of our own. Answers the status, when the request is over. */
    private CompletableFuture<Integer> ask(String path) {
        return CompletableFuture.supplyAsync(
                () -> given().header("traceparent", "00-" + traceId + "-" + hex(8) + sampled())
                        .get(path)
                        .statusCode());
    }

    /** Whether the caller of the service has sampled the trace. */
    String sampled() {
        return "-01";
    }

    private List<Span> told(String name) {
        return receiver.spans(name).stream()
                .filter(span -> OtlpReceiver.traceId(span).equals(traceId))
                .toList();
    }

    private Span awaitTold(String name, Duration atMost) {
        return await().atMost(atMost)
                .until(() -> told(name), spans -> !spans.isEmpty())
                .get(0);
    }

    @Test
    void aReadThatDoesNotComeBackIsToldWhileItIsOut() {
        // when
        CompletableFuture<Integer> answer = ask("/api/leak/reader/17");
        Span span = awaitTold("hermes.lease.long_held", Duration.ofMillis(200 + 1000 + 500));

        // then
        assertThat(answer).isNotDone();
        assertThat(OtlpReceiver.attributes(span))
                .containsEntry("hermes.purpose", "list")
                .containsEntry("http.route", "/api/leak/reader/{id}")
                .containsEntry("db.client.connection.pool.name", "store.default")
                .containsEntry("hermes.lease.state", "transaction_open")
                .containsEntry("db.query.summary", "SELECT sessions")
                .containsKey("hermes.lease.stack");
        assertThat((double) OtlpReceiver.attributes(span).get("hermes.lease.held_for"))
                .isBetween(0.2, 2.9);
    }

    @Test
    void aConnectionThatIsNotGivenBackIsToldAlthoughItsRequestIsOver() {
        // given
        assertThat(ask("/api/leak/pool/17").join()).isEqualTo(200);

        // when
        Span span = awaitTold("hermes.lease.long_held", Duration.ofMillis(200 + 1000 + 500));

        // then
        assertThat(told("hermes.lease.reclaimed")).isEmpty();
        assertThat(OtlpReceiver.attributes(span))
                .containsEntry("hermes.purpose", "transcript")
                .containsEntry("http.route", "/api/leak/pool/{id}")
                .containsEntry("hermes.lease.state", "cursor_open");
    }

    @Test
    void theMetricCountsIt() {
        // given
        double before = LeakTraceTest.count("transcript");

        // when
        ask("/api/leak/pool/17").join();
        awaitTold("hermes.lease.long_held", Duration.ofSeconds(5));

        // then
        assertThat(LeakTraceTest.count("transcript")).isEqualTo(before + 1);
    }

    private static double count(String purpose) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("hermes_lease_long_held_total{")
                        && line.contains("hermes_purpose=\"" + purpose + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theReclaimIsToldAsAnError() {
        // when
        ask("/api/leak/pool/17").join();
        Span span = awaitTold("hermes.lease.reclaimed", Duration.ofSeconds(10));

        // then
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(OtlpReceiver.attributes(span))
                .containsEntry("hermes.purpose", "transcript")
                .containsEntry("error.type", "hermes.lease.reclaimed");
    }
}
