package ai.hermes.sessions.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "localhost,            localhost,       -1",
        "LocalHost:8787,       localhost,       8787",
        "localhost.:8787,      localhost,       8787",
        "localhost:,           localhost,       -1",
        "127.0.0.1:80,         127.0.0.1,       80",
        "[::1],                0:0:0:0:0:0:0:1, -1",
        "[0:0:0:0:0:0:0:1]:9,  0:0:0:0:0:0:0:1, 9",
        "[fe80::1%eth0]:9,     fe80:0:0:0:0:0:0:1, 9",
        "[fe80::1%25eth0],     fe80:0:0:0:0:0:0:1, -1",
        "[::ffff:127.0.0.1],   127.0.0.1,       -1",
        "a_b.example:65535,    a_b.example,     65535"
    })
    void spellingsOfAHostAreOneHost(String text, String host, int port) {
        // when
        Optional<Authority> authority = Authority.parse(text);

        // then
        assertThat(authority).contains(new Authority(host, port < 0 ? OptionalInt.empty() : OptionalInt.of(port)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ":80",
                "localhost:65536",
                "localhost:-1",
                "localhost:80:80",
                "localhost@evil.example",
                "evil.example/localhost",
                "localhost evil.example",
                "localhost,evil.example",
                "::1",
                "[::1",
                "[localhost]",
                "[::1]evil.example",
                "löcalhost"
            })
    void anythingElseIsNoHost(String text) {
        // when
        Optional<Authority> authority = Authority.parse(text);

        // then
        assertThat(authority).isEmpty();
    }
}
