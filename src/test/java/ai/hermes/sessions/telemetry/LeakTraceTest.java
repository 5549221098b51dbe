package ai.hermes.sessions.telemetry;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.store.LeakResource;
import ai.hermes.sessions.testing.OtlpReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that is not given back is told of in the trace of the one who has it, while it is out. */
@QuarkusTest
@TestProfile(LeakedTraces.ShortLeases.class)
class LeakTraceTest extends LeakedTraces {

    @Test
    void aReadThatDoesNotComeBackIsToldWhileItIsOut() {
        // when
        CompletableFuture<Integer> answer = ask("/api/leak/reader/17");
        Span span = awaitTold("hermes.lease.long_held");

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
                .isGreaterThan(0.2);
    }

    @Test
    void aConnectionThatIsNotGivenBackIsToldAlthoughItsRequestIsOver() {
        // given
        assertThat(ask("/api/leak/pool/17").join()).isEqualTo(200);

        // when
        Span span = awaitTold("hermes.lease.long_held");

        // then
        assertThat(told("hermes.lease.reclaimed")).isEmpty();
        assertThat(OtlpReceiver.attributes(span))
                .containsEntry("hermes.purpose", "transcript")
                .containsEntry("http.route", "/api/leak/pool/{id}")
                .containsEntry("hermes.lease.state", "cursor_open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "pool", "undeclared"})
    void itIsWithTheCollectorWithinASecondOfItsThreshold(String kind) {
        // A machine that is busy with other things delays one or the other, but not all of them.
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            // when
            String trace = hex(16);
            ask("/api/leak/" + kind + "/17", trace);
            Span span = awaitTold("hermes.lease.long_held", trace, it -> true);
            LeakResource.releaseAll();
            // then
            return sinceThreshold(span).compareTo(Duration.ofSeconds(1)) < 0;
        });
    }

    /** From the moment when the lease turned long-held, as the span tells it, to the arrival of the span. */
    private Duration sinceThreshold(Span span) {
        double heldFor = (double) OtlpReceiver.attributes(span).get("hermes.lease.held_for");
        Instant told = Instant.EPOCH.plusNanos(span.getStartTimeUnixNano());
        Instant threshold = told.minusNanos((long) (heldFor * 1e9)).plus(WARN);
        return Duration.between(threshold, receiver.arrival(span));
    }

    @Test
    void theMetricCountsIt() {
        // given
        double before = LeakTraceTest.count("transcript");

        // when
        ask("/api/leak/pool/17").join();
        awaitTold("hermes.lease.long_held");

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
        Span span = awaitTold("hermes.lease.reclaimed");

        // then
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(OtlpReceiver.attributes(span))
                .containsEntry("hermes.purpose", "transcript")
                .containsEntry("error.type", "hermes.lease.reclaimed");
    }
}
