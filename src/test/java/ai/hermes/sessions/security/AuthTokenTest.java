package ai.hermes.sessions.security;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.preflight.StartupFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTokenTest {

    private static final String SECRET = "0123456789abcdef";
    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    Path folder;

    private record Settings(Optional<String> token, Optional<Path> tokenFile) implements AuthConfig {}

    @ParameterizedTest
    @ValueSource(strings = {"Bearer 0123456789abcdef", "bearer  0123456789abcdef", "BEARER 0123456789abcdef "})
    void theTokenIsKnownInEachFormOfTheHeader(String header) {
        // given
        AuthToken token = token(Optional.of(SECRET), "127.0.0.1");

        // when
        boolean shown = token.shownBy(List.of(header));

        // then
        assertThat(shown).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "0123456789abcdef",
                "Basic 0123456789abcdef",
                "Bearer 0123456789abcdeF",
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef x"
            })
    void nothingElseIsTheToken(String header) {
        // given
        AuthToken token = token(Optional.of(SECRET), "127.0.0.1");

        // when
        boolean shown = token.shownBy(List.of(header));

        // then
        assertThat(shown).isFalse();
    }

    @Test
    void twoHeadersAreRefusedEvenIfOneHasTheToken() {
        // given
        AuthToken token = token(Optional.of(SECRET), "127.0.0.1");

        // when
        boolean shown = token.shownBy(List.of("Bearer " + SECRET, "Bearer other"));

        // then
        assertThat(shown).isFalse();
    }

    @Test
    void theTokenMayLieInAFile() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
        AuthToken token = new AuthToken(new Settings(NONE, Optional.of(file)), "0.0.0.0");

        // when
        boolean shown = token.shownBy(List.of("Bearer " + SECRET));

        // then
        assertThat(shown).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
    void listeningBeyondThisMachineWithoutATokenIsAnError(String host) {
        // when
        AuthToken token = token(NONE, host);

        // then
        assertThat(properties(token)).containsExactly("hermes.auth.token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
    void listeningOnThisMachineNeedsNoToken(String host) {
        // when
        AuthToken token = token(NONE, host);

        // then
        assertThat(properties(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcde", "0123456789 abcdef", "0123456789abcdefü"})
    void aTokenThatIsShortOrCannotBeSentIsAnError(String secret) {
        // when
        AuthToken token = token(Optional.of(secret), "127.0.0.1");

        // then
        assertThat(properties(token)).containsExactly("hermes.auth.token");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        // when
        AuthToken token = new AuthToken(new Settings(NONE, Optional.of(folder.resolve("none"))), "0.0.0.0");

        // then
        assertThat(properties(token)).containsExactly("hermes.auth.token-file");
    }

    @Test
    void anEmptyFileIsAnError() throws IOException {
        // given
        Path file = Files.createFile(folder.resolve("token"));

        // when
        AuthToken token = new AuthToken(new Settings(NONE, Optional.of(file)), "0.0.0.0");

        // then
        assertThat(properties(token)).containsExactly("hermes.auth.token-file");
    }

    @Test
    void aTokenInBothPlacesIsAnError() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("token"), SECRET);

        // when
        AuthToken token = new AuthToken(new Settings(Optional.of(SECRET), Optional.of(file)), "127.0.0.1");

        // then
        assertThat(properties(token)).containsExactly("hermes.auth.token-file");
    }

    @Test
    void noFindingShowsTheToken() {
        // when
        AuthToken token = token(Optional.of("secret"), "0.0.0.0");

        // then
        assertThat(token.findings()).isNotEmpty().noneMatch(it -> it.sentence().contains("secret"));
    }

    private static AuthToken token(Optional<String> secret, String host) {
        return new AuthToken(new Settings(secret, Optional.empty()), host);
    }

    private static List<String> properties(AuthToken token) {
        return token.findings().stream().map(StartupFinding::property).toList();
    }
}
