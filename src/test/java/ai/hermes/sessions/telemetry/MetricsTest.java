package ai.hermes.sessions.telemetry;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import ai.hermes.sessions.live.EventStream;
import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.OtlpReceiverResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestHomeResource.class)
@WithTestResource(OtlpReceiverResource.class)
class MetricsTest {

    TestHome home;
    OtlpReceiver receiver;
    private AgentProcess agent;
    private EventStream stream;

    @TestHTTPResource("/api/sessions/events")
    URI events;

    @BeforeEach
    void start() {
        home.clear();
        agent = AgentProcess.start();
        agent.create(home.stateDb(), 31).session("s1");
        agent.message("s1", "user", "hello");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> get("/api/sessions").then().statusCode(200).body("sessions.session_id", hasItem("s1")));
        // How late somebody is told of a change is known once somebody was.
        stream = EventStream.open(events);
        agent.message("s1", "user", "Is anybody there?");
    }

    @AfterEach
    void end() {
        stream.close();
        agent.close();
        home.clear();
    }

    static Stream<String> names() {
        return Arrays.stream(Names.Metric.class.getFields()).map(MetricsTest::value);
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void prometheusIsToldOfEachMetric() {
        // then
        await().untilAsserted(() -> {
            String text = get("/q/metrics").asString();
            assertThat(names()).allMatch(name -> Pattern.compile(
                            "(?m)^" + name.replace('.', '_') + "(_(seconds|bytes|ratio|total|count|bucket|sum))*[{ ]")
                    .matcher(text)
                    .find());
        });
    }

    @Test
    void aCollectorIsToldOfEachMetric() {
        // then
        await().untilAsserted(() ->
                assertThat(receiver.metrics()).extracting(Metric::getName).containsAll(names().toList()));
    }

    @Test
    void countersOfWhatHasNotHappenedAreAtZero() {
        // then
        assertThat(get("/q/metrics").asString().lines().filter(it -> it.startsWith("hermes_lease_reclaimed_total")))
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    @Test
    void labelsHaveNoValuesThatGrowWithTheSessions() {
        // when
        List<String> ours = get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("hermes_") || line.startsWith("db_"))
                .toList();

        // then
        assertThat(ours).isNotEmpty().noneMatch(line -> line.contains("s1\""));
    }

    @Test
    void theTextIsThatOfPrometheus() {
        // then
        get("/q/metrics").then().statusCode(200).header("Content-Type", startsWith("text/plain; version=0.0.4"));
    }
}
