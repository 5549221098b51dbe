package ai.hermes.sessions.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.OtlpReceiverResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever has the token of a share can read it, so no trace may have the token. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
@WithTestResource(OtlpReceiverResource.class)
class SharedSpanTest {

    @Inject
    SpanFlush flush;

    TestHome home;
    OtlpReceiver receiver;
    private AgentProcess agent;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("shared");
        agent.message("shared", "user", "hello");
    }

    @AfterEach
    void end() {
        agent.close();
        home.clear();
    }

    @ParameterizedTest
    @CsvSource({"/api/share/,1af7651916cd43dd8448eb211c80319c", "/share/,2af7651916cd43dd8448eb211c80319c"})
    void theTokenOfAShareIsInNoSpan(String path, String trace) {
        // given
        String token = await().until(
                        () -> given().body("{\"session_id\": \"shared\"}").post("/api/share/create"),
                        answer -> answer.statusCode() == 200)
                .path("share.token");

        // when
        given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get(path + token)
                .then()
                .statusCode(200);
        List<Span> spans = await().until(
                        () -> {
                            flush.soon();
                            return receiver.spans().stream()
                                    .filter(span -> OtlpReceiver.traceId(span).equals(trace))
                                    .toList();
                        },
                        some -> some.stream().anyMatch(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER));

        // then
        assertThat(spans).allSatisfy(span -> assertThat(span.toString()).doesNotContain(token));
    }
}
