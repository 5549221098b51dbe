package ai.hermes.sessions.telemetry;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import ai.hermes.sessions.store.LeakResource;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.OtlpReceiverResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A service whose connections can be leaked, and what a collector is told of it. */
@WithTestResource(TestHomeResource.class)
@WithTestResource(OtlpReceiverResource.class)
abstract class LeakedTraces {

    static final Duration WARN = Duration.ofMillis(200);

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Warns soon, reclaims after a while that suffices to look at what was told before. */
    public static class ShortLeases implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return new HashMap<>(Map.of(
                    "hermes.lease.warn.list", "200MS",
                    "hermes.lease.warn.transcript", "200MS",
                    "hermes.lease.warn.undeclared", "200MS",
                    "hermes.lease.deadline.list", "30S",
                    "hermes.lease.deadline.transcript", "3S",
                    "hermes.lease.deadline.undeclared", "3S",
                    "hermes.lease.stack-sampling", "1",
                    "hermes.store.acquisition-timeout", "20S"));
        }
    }

    TestHome home;
    OtlpReceiver receiver;
    private AgentProcess agent;
    private final ExecutorService clients = Executors.newCachedThreadPool();
    /** Of the request that the test is about. */
    final String traceId = hex(16);

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("s1");
        agent.message("s1", "user", "hello");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> get("/api/sessions").then().statusCode(200).body("sessions.session_id", hasItem("s1")));
    }

    @AfterEach
    void end() {
        LeakResource.releaseAll();
        clients.shutdown();
        agent.close();
        home.clear();
    }

    static String hex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        random[0] = 1;
        return HexFormat.of().formatHex(random);
    }

    /** Asks in a trace of our own. Answers the status, when the request is over. */
    final CompletableFuture<Integer> ask(String path) {
        return ask(path, traceId);
    }

    final CompletableFuture<Integer> ask(String path, String trace) {
        return CompletableFuture.supplyAsync(
                () -> given().header("traceparent", "00-" + trace + "-" + hex(8) + sampled())
                        .get(path)
                        .statusCode(),
                clients);
    }

    /** Whether the caller of the service has sampled the trace. */
    String sampled() {
        return "-01";
    }

    final List<Span> told(String name) {
        return told(name, traceId);
    }

    private List<Span> told(String name, String trace) {
        return receiver.spans(name).stream()
                .filter(span -> OtlpReceiver.traceId(span).equals(trace))
                .toList();
    }

    final Span awaitTold(String name) {
        return awaitTold(name, traceId, span -> true);
    }

    final Span awaitTold(String name, Predicate<Span> which) {
        return awaitTold(name, traceId, which);
    }

    final Span awaitTold(String name, String trace, Predicate<Span> which) {
        return await().atMost(PATIENCE)
                .until(() -> told(name, trace).stream().filter(which).findFirst(), span -> span.isPresent())
                .orElseThrow();
    }
}
