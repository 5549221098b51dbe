package ai.hermes.sessions.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.OtlpReceiver;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import org.junit.jupiter.api.Test;

/** The packaged service, with a collector and without. */
class CollectorIT {

    @Test
    void withoutACollectorNothingIsLoggedOfExport() {
        // given
        try (TestHome home = TestHome.create();
                AgentProcess agent = AgentProcess.start().create(home.stateDb(), 31);
                ServiceProcess service = ServiceProcess.in(home)
                        .property("quarkus.otel.metric.export.interval", "1s")
                        .start()) {
            agent.session("s1");

            // when
            await().until(() ->
                    service.get("/q/metrics").body().contains("hermes_list_rebuild_duration_seconds_count"));
            service.stop();

            // then
            assertThat(service.log())
                    .noneMatch(line -> line.contains("opentelemetry.exporter")
                            || line.contains("opentelemetry.sdk")
                            || line.contains("4317"));
        }
    }

    @Test
    void theUsualVariablesSwitchExportOn() {
        // given
        try (OtlpReceiver receiver = OtlpReceiver.start();
                TestHome home = TestHome.create();
                AgentProcess agent = AgentProcess.start().create(home.stateDb(), 31);
                ServiceProcess service = ServiceProcess.in(home)
                        .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                        .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                        .start()) {
            // when
            agent.session("s1");

            // then
            await().untilAsserted(() ->
                    assertThat(receiver.spans("hermes.list.rebuild")).isNotEmpty());
            service.stop();
            assertThat(receiver.metrics()).isNotEmpty();
        }
    }
}
