package ai.hermes.sessions.login;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.annotation.AccessKey.Kind;
import ai.hermes.sessions.annotation.AnnotationParts;
import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.store.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    private static final Map<String, String> SET_UP = Map.of("hermes.auth.token", "0123456789abcdef");
    private static final Profile WORK = new Profile("work");

    @TempDir
    Path folder;

    private AnnotationParts parts;
    private Access access;

    @BeforeEach
    void open() {
        parts = new AnnotationParts(folder);
        access = at(Duration.ZERO, SET_UP);
    }

    @AfterEach
    void close() {
        parts.close();
    }

    /** The same service, later, with what it kept. */
    private Access at(Duration later, Map<String, String> properties) {
        return Access.of(parts, properties, "127.0.0.1", Clock.offset(Clock.systemUTC(), later));
    }

    private NewToken login(Optional<String> origin) {
        double end = System.currentTimeMillis() / 1000.0 + Duration.ofDays(30).toSeconds();
        return access.keys.issue(Kind.LOGIN, "me", Role.ADMIN, Visible.ALL, origin, OptionalDouble.of(end));
    }

    @Test
    void aTokenOpensWhatItWasMadeFor() {
        // given
        NewToken issued = access.keys.issue(
                Kind.TOKEN, "script", Role.READ, Visible.only(List.of(WORK)), Optional.empty(), OptionalDouble.empty());

        // when
        Caller caller = at(Duration.ZERO, SET_UP).keys.token(issued.secret()).orElseThrow();

        // then
        assertThat(caller)
                .isEqualTo(new Caller(
                        "script",
                        Role.READ,
                        Visible.only(List.of(WORK)),
                        Optional.of(issued.key().id())));
    }

    @Test
    void aTokenIsNoCookieAndACookieNoToken() {
        assertThat(access.keys.login(access.token("admin").secret())).isEmpty();
        assertThat(access.keys.token(login(Optional.empty()).secret())).isEmpty();
    }

    @Test
    void noSecretIsInTheFile() throws IOException {
        // given
        List<String> secrets =
                List.of(access.token("admin").secret(), login(Optional.empty()).secret());
        parts.close();

        // when
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }

        // then
        assertThat(all).isNotEmpty().doesNotContain(secrets);
    }

    @Test
    void aTokenEndsWhenItWasToEnd() {
        // given
        double end = System.currentTimeMillis() / 1000.0 + 60;
        String secret = access.keys
                .issue(Kind.TOKEN, "short", Role.READ, Visible.ALL, Optional.empty(), OptionalDouble.of(end))
                .secret();

        // then
        assertThat(at(Duration.ofSeconds(50), SET_UP).keys.token(secret)).isPresent();
        assertThat(at(Duration.ofSeconds(70), SET_UP).keys.token(secret)).isEmpty();
    }

    @Test
    void aLoginThatIsNotUsedEnds() {
        // given
        String secret = login(Optional.empty()).secret();

        // then
        assertThat(at(Duration.ofDays(6), SET_UP).keys.login(secret)).isPresent();
        assertThat(at(Duration.ofDays(8), SET_UP).keys.login(secret)).isEmpty();
    }

    @Test
    void aLoginThatIsUsedEndsAllTheSameInTheEnd() {
        // given
        String secret = login(Optional.empty()).secret();

        // when
        for (int day = 5; day < 30; day += 5) {
            Access later = at(Duration.ofDays(day), SET_UP);
            assertThat(later.keys.login(secret)).isPresent();
            later.keys.stop(null);
        }

        // then
        assertThat(at(Duration.ofDays(31), SET_UP).keys.login(secret)).isEmpty();
    }

    @Test
    void aLoginEndsWithTheTokenThatItWasMadeWith() {
        // given
        NewToken token = access.token("admin");
        String secret = login(Optional.of(token.key().id())).secret();

        // when
        access.keys.revoke(it -> it.id().equals(token.key().id()));

        // then
        assertThat(access.keys.login(secret)).isEmpty();
        assertThat(access.keys.all(Kind.LOGIN)).isEmpty();
    }

    @Test
    void aLoginEndsWhenTheTokenOfTheSetUpIsAnother() {
        // given
        String secret = login(access.token.mark()).secret();

        // then
        assertThat(at(Duration.ZERO, SET_UP).keys.login(secret)).isPresent();
        assertThat(at(Duration.ZERO, Map.of("hermes.auth.token", "fedcba9876543210"))
                        .keys
                        .login(secret))
                .isEmpty();
    }

    @Test
    void aLoginEndsWhenThePasswordIsAnother() {
        // given
        access.passwords.set("the first password");
        String secret = login(access.passwords.mark()).secret();
        assertThat(access.keys.login(secret)).isPresent();

        // when
        access.passwords.set("another password");

        // then
        assertThat(access.keys.login(secret)).isEmpty();
        assertThat(access.passwords.fits("another password")).isTrue();
        assertThat(access.passwords.fits("the first password")).isFalse();
    }

    @Test
    void theLoginThatWasUnusedForLongestMakesRoom() {
        // given
        access = at(Duration.ZERO, Map.of("hermes.auth.max-logins", "2"));
        String first = login(Optional.empty()).secret();
        String second = login(Optional.empty()).secret();
        access.keys.login(first);

        // when
        String third = login(Optional.empty()).secret();

        // then
        assertThat(Stream.of(first, second, third)
                        .map(it -> access.keys.login(it).isPresent()))
                .containsExactly(true, false, true);
    }

    @Test
    void whoLogsInAgainAndAgainPushesOutTheOwnLogins() {
        // given
        String mine = login(Optional.empty()).secret();
        NewToken token = access.token("read");
        Optional<String> origin = Optional.of(token.key().id());

        // when
        IntStream.range(0, 30).forEach(i -> login(origin));

        // then
        assertThat(access.keys.all(Kind.LOGIN)).hasSize(21);
        assertThat(access.keys.login(mine)).isPresent();
    }

    @Test
    void whenATokenWasLastUsedIsWrittenDownAtTheEnd() {
        // given
        NewToken token = access.token("read");
        assertThat(access.keys.lastUsed(token.key())).isEmpty();

        // when
        access.keys.token(token.secret());
        access.keys.stop(null);

        // then
        assertThat(parts.keys().all()).singleElement().satisfies(it -> assertThat(it.lastUsedAt())
                .isPresent());
    }
}
