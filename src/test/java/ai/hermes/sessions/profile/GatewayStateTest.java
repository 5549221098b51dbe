package ai.hermes.sessions.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayStateTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "true,  running, 2026-11-20T00:00:00Z, true,  true,  alive,   ''",
        "true,  running, 2026-11-24T11:58:30Z, false, true,  alive,   cross_container_freshness",
        "true,  running, 2026-11-24T11:57:30Z, false, false, unknown, gateway_stale_running_state",
        "true,  running, 2036-11-24T11:57:30Z, false, false, unknown, gateway_stale_running_state",
        "true,  running, ,                     false, false, unknown, gateway_stale_running_state",
        "true,  stopped, 2026-11-24T11:59:59Z, true,  false, down,    gateway_stale_stopped_state",
        "true,  '',      2026-11-24T11:59:59Z, false, false, down,    gateway_stale_stopped_state",
        "false, '',      ,                     false, false, unknown, gateway_status_unavailable"
    })
    void aGatewayRunsWhereItsProcessOrAFreshWordOfItIsSeen(
            boolean there, String state, Instant at, boolean process, boolean running, String word, String reason) {
        // given
        GatewayState gateway =
                new GatewayState(there, state, Optional.ofNullable(at), process, Optional.empty(), Map.of());

        // when, then
        assertThat(gateway.running(NOW)).isEqualTo(running);
        assertThat(gateway.word(NOW)).isEqualTo(word);
        assertThat(gateway.reason(NOW).orElse("")).isEqualTo(reason);
    }
}
