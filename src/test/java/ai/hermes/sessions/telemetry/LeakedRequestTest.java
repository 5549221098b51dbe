package ai.hermes.sessions.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.store.LeakResource;
import ai.hermes.sessions.testing.OtlpReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the trace of a request says afterwards, when connections were held for long in it, or had to be waited for. */
@QuarkusTest
@TestProfile(LeakedTraces.ShortLeases.class)
class LeakedRequestTest extends LeakedTraces {

    private static final int READERS = 4;

    private static boolean server(Span span) {
        return span.getKind() == SpanKind.SPAN_KIND_SERVER;
    }

    private static boolean client(Span span) {
        return span.getKind() == SpanKind.SPAN_KIND_CLIENT;
    }

    private static List<String> events(Span span) {
        return span.getEventsList().stream().map(Event::getName).toList();
    }

    @ParameterizedTest
    @CsvSource({"reader, list", "undeclared, undeclared"})
    void theSpanOfTheRequestIsMarked(String kind, String purpose) {
        // given
        CompletableFuture<Integer> answer = ask("/api/leak/" + kind + "/17");
        Span told = awaitTold("hermes.lease.long_held");

        // when
        LeakResource.releaseAll();
        answer.join();
        Span request = awaitTold("GET /api/leak", LeakedRequestTest::server);

        // then
        assertThat(OtlpReceiver.attributes(request))
                .containsEntry("hermes.lease.long_held", true)
                .containsEntry("http.route", "/api/leak/" + kind + "/{id}");
        assertThat(OtlpReceiver.attributes(told)).containsEntry("hermes.purpose", purpose);
    }

    @Test
    void theSpanOfTheReadHasAnEvent() {
        // given
        CompletableFuture<Integer> answer = ask("/api/leak/reader/17");
        Span told = awaitTold("hermes.lease.long_held");

        // when
        LeakResource.releaseAll();
        answer.join();
        Span read = awaitTold("SELECT sessions", LeakedRequestTest::client);

        // then
        assertThat(told.getParentSpanId()).isEqualTo(read.getSpanId());
        assertThat(events(read)).containsExactly("hermes.lease.long_held");
        assertThat(OtlpReceiver.attributes(read.getEvents(0).getAttributesList()))
                .containsEntry("hermes.purpose", "list")
                .containsEntry("http.route", "/api/leak/reader/{id}")
                .containsKeys("hermes.lease.held_for", "hermes.lease.state", "hermes.lease.stack");
    }

    @Test
    void theSpanOfARequestThatGoesRoundTheReadersHasAnEventItself() {
        // given
        CompletableFuture<Integer> answer = ask("/api/leak/undeclared/17");
        awaitTold("hermes.lease.long_held");

        // when
        LeakResource.releaseAll();
        answer.join();

        // then
        assertThat(events(awaitTold("GET /api/leak", LeakedRequestTest::server)))
                .containsExactly("hermes.lease.long_held");
    }

    @Test
    void theReclaimIsAnEventAndAMarkAsWell() {
        // when
        CompletableFuture<Integer> answer = ask("/api/leak/undeclared/17");
        awaitTold("hermes.lease.reclaimed");
        LeakResource.releaseAll();
        answer.join();

        // then
        Span request = awaitTold("GET /api/leak", LeakedRequestTest::server);
        assertThat(OtlpReceiver.attributes(request)).containsEntry("hermes.lease.reclaimed", true);
        assertThat(events(request)).contains("hermes.lease.long_held", "hermes.lease.reclaimed");
    }

    @ParameterizedTest
    @CsvSource({"reader, SELECT sessions", "undeclared, GET /api/leak"})
    void aWaitForAConnectionIsASpan(String kind, String waiter) {
        // given
        List<String> traces = Stream.generate(() -> hex(16)).limit(2 * READERS).toList();
        List<CompletableFuture<Integer>> answers = traces.stream()
                .map(trace -> ask("/api/leak/" + kind + "/17", trace))
                .toList();
        await().atMost(PATIENCE)
                .until(() -> spansOf(traces, "hermes.lease.long_held").count() >= READERS);

        // when
        await().atMost(PATIENCE).until(() -> {
            LeakResource.releaseAll();
            return answers.stream().allMatch(CompletableFuture::isDone);
        });

        // then
        Span wait = await().atMost(PATIENCE)
                .until(() -> spansOf(traces, "hermes.store.wait").findFirst(), Optional::isPresent)
                .orElseThrow();
        assertThat(wait.getParentSpanId())
                .isEqualTo(awaitTold(waiter, OtlpReceiver.traceId(wait), span -> true)
                        .getSpanId());
        assertThat(wait.getEndTimeUnixNano()).isGreaterThan(wait.getStartTimeUnixNano());
        assertThat(OtlpReceiver.attributes(wait)).containsEntry("db.client.connection.pool.name", "store.default");
    }

    private Stream<Span> spansOf(List<String> traces, String name) {
        return receiver.spans(name).stream().filter(span -> traces.contains(OtlpReceiver.traceId(span)));
    }
}
