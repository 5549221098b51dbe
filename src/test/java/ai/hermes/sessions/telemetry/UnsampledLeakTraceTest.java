package ai.hermes.sessions.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The same, where no trace is sampled. */
@QuarkusTest
@TestProfile(UnsampledLeakTraceTest.NothingSampled.class)
class UnsampledLeakTraceTest extends LeakTraceTest {

    /** Also with a sampler that takes no trace. */
    public static final class NothingSampled extends ShortLeases {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = super.getConfigOverrides();
            overrides.put("quarkus.otel.traces.sampler", "always_off");
            return overrides;
        }
    }

    @AfterEach
    void nothingElseWasSampled() {
        assertThat(receiver.spans()).allMatch(span -> span.getName().startsWith("hermes.lease."));
    }
}
