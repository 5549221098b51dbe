package ai.hermes.sessions.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8787,           localhost:8787",
        "http://LOCALHOST:8787/session/1, localhost:8787",
        "https://sessions.example,        sessions.example",
        "https://sessions.example,        sessions.example:443",
        "http://sessions.example:80?x,    sessions.example",
        "http://[::1]:8787,               [0:0:0:0:0:0:0:1]:8787"
    })
    void aPageAndItsOwnServerAreTheSame(String origin, String host) {
        // when
        boolean same = same(origin, host);

        // then
        assertThat(same).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9999,             localhost:8787",
        "http://localhost,                  localhost:8787",
        "http://localhost.evil.example:8787, localhost:8787",
        "https://sessions.example,          sessions.example:80",
        "capacitor://localhost,             localhost"
    })
    void aPageAndAnotherServerAreNot(String origin, String host) {
        // when
        boolean same = same(origin, host);

        // then
        assertThat(same).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "localhost:8787", "http://", "http:///localhost", "http://a@localhost"})
    void anythingElseIsNoOrigin(String text) {
        // when
        Optional<Origin> origin = Origin.parse(text);

        // then
        assertThat(origin).isEmpty();
    }

    private static boolean same(String origin, String host) {
        return Origin.parse(origin).orElseThrow().isSameAs(Authority.parse(host).orElseThrow());
    }
}
