package ai.hermes.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.annotation.AccessKey.Kind;
import ai.hermes.sessions.annotation.AnnotationParts;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.preflight.StartupFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaysInTest {

    private static final String SECRET = "0123456789abcdef";
    private static final String HASH = "$2b$04$" + "a".repeat(53);
    private static final double START_OF_TIME = 1;
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    Path folder;

    private AnnotationParts parts;

    @BeforeEach
    void open() {
        parts = new AnnotationParts(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        parts.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
    void listeningBeyondThisMachineWithoutAWayInIsAnError(String host) {
        assertThat(properties(NOTHING, host)).containsExactly("hermes.auth.token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
    void listeningOnThisMachineNeedsNone(String host) {
        assertThat(properties(NOTHING, host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "hermes.auth.token, " + SECRET,
        "hermes.auth.password, a long enough password",
        "hermes.oidc.enabled, true"
    })
    void anyWayInLetsItListenEverywhere(String property, String value) {
        assertThat(properties(Map.of(property, value), "0.0.0.0")).isEmpty();
    }

    @Test
    void aHashLetsItListenEverywhere() {
        assertThat(properties(Map.of("hermes.auth.password-hash", HASH), "0.0.0.0"))
                .isEmpty();
    }

    @Test
    void theOverrideLetsItListenAndIsALoudWarning() {
        // given
        Access access = access(Map.of("hermes.auth.unsafe-open-to-network", "true"), "0.0.0.0");

        // when
        List<StartupFinding> findings = access.findings();

        // then
        assertThat(findings).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(StartupFinding.Severity.WARNING);
            assertThat(it.sentence()).contains("EVERYBODY").startsWith("hermes.auth.unsafe-open-to-network");
        });
        assertThat(access.ways.open()).isTrue();
    }

    @Test
    void whatOthersCanReachIsNeverOpenWithoutTheOverride() {
        assertThat(access(NOTHING, "0.0.0.0").ways.open()).isFalse();
    }

    @Test
    void aTokenOfALesserRoleDoesNotCloseWhatIsOpen() {
        // given
        Access access = access(NOTHING, "127.0.0.1");

        // when
        access.token("read");

        // then
        assertThat(access.ways.open()).isTrue();
    }

    @Test
    void aTokenOfTheRoleAdminDoes() {
        // given
        Access access = access(NOTHING, "127.0.0.1");

        // when
        access.token("admin");

        // then
        assertThat(access.ways.open()).isFalse();
    }

    @Test
    void oneThatHasExpiredKeepsItLocked() {
        // given
        Access access = access(NOTHING, "127.0.0.1");
        access.keys.issue(
                Kind.TOKEN, "short", Role.ADMIN, Visible.ALL, Optional.empty(), OptionalDouble.of(START_OF_TIME));

        // when
        access.token("read");

        // then
        assertThat(access.keys.all(Kind.TOKEN)).hasSize(1);
        assertThat(access.ways.open()).isFalse();
    }

    @Test
    void oneThatExpiresDoesNotStandInForThePassword() {
        // given
        Access access = access(NOTHING, "0.0.0.0");
        double tomorrow = System.currentTimeMillis() / 1000.0 + 86_400;
        access.keys.issue(Kind.TOKEN, "short", Role.ADMIN, Visible.ALL, Optional.empty(), OptionalDouble.of(tomorrow));
        assertThat(access.ways.besidesPassword()).isFalse();

        // when
        access.token("admin");

        // then
        assertThat(access.ways.besidesPassword()).isTrue();
    }

    @Test
    void loginsThatCannotBeReadKeepItLockedButForTheTokenOfTheSetUp() throws IOException {
        // given
        Path data = Files.createDirectories(folder.resolve("ill"));
        Files.writeString(data.resolve("annotations.db"), "not a database, ".repeat(100));

        // when
        try (AnnotationParts ill = new AnnotationParts(data)) {
            Access bare = Access.of(ill, Map.of("hermes.auth.password", ""), "127.0.0.1");
            Access set = Access.of(ill, Map.of("hermes.auth.token", SECRET), "127.0.0.1");

            // then
            assertThat(bare.ways.unknown()).isTrue();
            assertThat(bare.ways.open()).isFalse();
            assertThat(set.keys.token(SECRET)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcde", "0123456789 abcdef", "0123456789abcdefü"})
    void aTokenThatIsShortOrCannotBeSentIsAnError(String secret) {
        assertThat(properties(Map.of("hermes.auth.token", secret), "127.0.0.1")).containsExactly("hermes.auth.token");
    }

    @Test
    void theTokenMayLieInAFile() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");

        // when
        Access access = access(Map.of("hermes.auth.token-file", file.toString()), "0.0.0.0");

        // then
        assertThat(access.token.is(SECRET)).isTrue();
        assertThat(access.findings()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        String none = folder.resolve("none").toString();
        assertThat(properties(Map.of("hermes.auth.token-file", none), "0.0.0.0"))
                .containsExactly("hermes.auth.token-file");
    }

    @Test
    void anEmptyFileIsAnError() throws IOException {
        String empty = Files.createFile(folder.resolve("token")).toString();
        assertThat(properties(Map.of("hermes.auth.token-file", empty), "0.0.0.0"))
                .containsExactly("hermes.auth.token-file");
    }

    @Test
    void aTokenInBothPlacesIsAnError() throws IOException {
        String file = Files.writeString(folder.resolve("token"), SECRET).toString();
        assertThat(properties(Map.of("hermes.auth.token", SECRET, "hermes.auth.token-file", file), "127.0.0.1"))
                .containsExactly("hermes.auth.token-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "$2b$12$short", "$1$abc$def"})
    void aHashThatIsNoneIsAnError(String hash) {
        assertThat(properties(Map.of("hermes.auth.password-hash", hash), "127.0.0.1"))
                .containsExactly("hermes.auth.password-hash");
    }

    @Test
    void aPasswordInBothPlacesIsAnError() {
        assertThat(properties(
                        Map.of("hermes.auth.password-hash", HASH, "hermes.auth.password", "a long enough password"),
                        "127.0.0.1"))
                .containsExactly("hermes.auth.password-hash");
    }

    @Test
    void noFindingShowsASecret() {
        // when
        Access access = access(Map.of("hermes.auth.token", "secret", "hermes.auth.password-hash", "secret"), "0.0.0.0");

        // then
        assertThat(access.findings()).isNotEmpty().noneMatch(it -> it.sentence().contains("secret"));
    }

    private Access access(Map<String, String> properties, String host) {
        Map<String, String> all = new HashMap<>(properties);
        all.putIfAbsent("hermes.auth.password", "");
        return Access.of(parts, all, host);
    }

    private List<String> properties(Map<String, String> properties, String host) {
        return access(properties, host).findings().stream()
                .map(StartupFinding::property)
                .toList();
    }

    @Test
    void aPasswordThatCanBeGuessedIsAWarning() {
        assertThat(access(Map.of("hermes.auth.password", "short"), "127.0.0.1").findings())
                .extracting(StartupFinding::severity)
                .containsExactly(StartupFinding.Severity.WARNING);
    }

    @Test
    void theTokenIsKnownInEachFormOfTheHeader() {
        assertThat(Stream.of("Bearer " + SECRET, "bearer  " + SECRET, "BEARER " + SECRET + " ")
                        .map(it -> Bearer.in(List.of(it)).orElse("")))
                .containsOnly(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", SECRET, "Basic " + SECRET, "Bearer " + SECRET + " x"})
    void nothingElseIsAToken(String header) {
        assertThat(Bearer.in(List.of(header))).isEmpty();
    }

    @Test
    void ofTwoHeadersNoneCounts() {
        assertThat(Bearer.in(List.of("Bearer " + SECRET, "Bearer other"))).isEmpty();
    }
}
