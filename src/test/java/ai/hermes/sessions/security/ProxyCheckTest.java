package ai.hermes.sessions.security;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.preflight.StartupFinding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxyCheckTest {

    @Test
    void toBelieveAnybodyIsAnError() {
        assertThat(new ProxyCheck(true, Optional.empty()).findings())
                .extracting(StartupFinding::property)
                .containsExactly("quarkus.http.proxy.trusted-proxies");
    }

    @Test
    void toBelieveListedProxiesOrNobodyIsNone() {
        assertThat(new ProxyCheck(true, Optional.of(List.of("10.0.0.0/8"))).findings())
                .isEmpty();
        assertThat(new ProxyCheck(false, Optional.empty()).findings()).isEmpty();
    }
}
