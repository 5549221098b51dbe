package ai.hermes.sessions.telemetry;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.OtlpReceiverResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the span of a read of a store tells. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
@WithTestResource(OtlpReceiverResource.class)
class ReadSpanTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Inject
    SpanFlush flush;

    TestHome home;
    OtlpReceiver receiver;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("s1");
        agent.message("s1", "user", "hello");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> get("/api/session?session_id=s1").then().statusCode(200));
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    /** Spans of the trace that the test asks in, when the one of the request has arrived. */
    private List<Span> trace(String trace) {
        return await().until(
                        () -> {
                            flush.soon();
                            return receiver.spans().stream()
                                    .filter(span -> OtlpReceiver.traceId(span).equals(trace))
                                    .toList();
                        },
                        spans -> spans.stream().anyMatch(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER));
    }

    private static Span server(List<Span> spans) {
        return spans.stream()
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itHasTheAttributesOfTheConventionsAndIsAChildOfTheRequest() {
        // when
        given().header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01").get("/api/session?session_id=s1");
        List<Span> spans = trace(TRACE);

        // then
        List<Span> reads = spans.stream()
                .filter(span -> span.getParentSpanId().equals(server(spans).getSpanId()))
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
                .toList();
        assertThat(reads).isNotEmpty().allSatisfy(read -> assertThat(OtlpReceiver.attributes(read))
                .containsEntry("db.system.name", "sqlite")
                .containsEntry("db.namespace", "default")
                .containsEntry("db.operation.name", "SELECT")
                .containsEntry("db.query.summary", read.getName())
                .containsEntry("hermes.purpose", "transcript")
                .containsKey("db.response.returned_rows"));
    }

    @Test
    void aFailedReadTellsItsFault() {
        // given
        agent.close();
        TestHome.remove(home.stateDb());

        // then
        await().untilAsserted(() -> {
            flush.soon();
            assertThat(receiver.spans("read health"))
                    .anyMatch(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR
                            && "store_missing"
                                    .equals(OtlpReceiver.attributes(span).get("error.type")));
        });
    }
}
