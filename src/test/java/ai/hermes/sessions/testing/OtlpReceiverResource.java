package ai.hermes.sessions.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the application under test a collector of its own, and fills fields of type {@link OtlpReceiver}. */
public final class OtlpReceiverResource implements QuarkusTestResourceLifecycleManager {

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.otel.exporter.otlp.endpoint",
                receiver.endpoint(),
                "quarkus.otel.exporter.otlp.protocol",
                "http/protobuf",
                "quarkus.otel.metric.export.interval",
                "1s",
                "hermes.tracing.endpoint",
                receiver.endpoint(),
                "hermes.tracing.allowed-endpoints",
                receiver.endpoint() + "/nowhere");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(receiver, new TestInjector.MatchesType(OtlpReceiver.class));
    }

    @Override
    public void stop() {
        receiver.close();
    }
}
