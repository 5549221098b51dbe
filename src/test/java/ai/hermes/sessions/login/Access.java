package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.AccessKey;
import ai.hermes.sessions.annotation.AnnotationParts;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.preflight.StartupFinding;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What opens the service, put together for a test. */
final class Access {

    final SetUpToken token;
    final Passwords passwords;
    final Keys keys;
    final WaysIn ways;

    private Access(AnnotationParts parts, AuthConfig auth, OidcConfig oidc, String host, Clock clock) {
        this.token = new SetUpToken(auth);
        this.passwords = new Passwords(auth, parts.passwords(), clock);
        this.keys = new Keys(parts.keys(), token, passwords, oidc, auth, clock);
        this.ways = new WaysIn(token, passwords, keys, oidc, auth, host);
    }

    static Access of(AnnotationParts parts, Map<String, String> properties, String host) {
        return of(parts, properties, host, Clock.systemUTC());
    }

    static Access of(AnnotationParts parts, Map<String, String> properties, String host, Clock clock) {
        return new Access(parts, auth(properties), oidc(properties), host, clock);
    }

    /** The set-up with some properties changed. */
    static AuthConfig auth(Map<String, String> properties) {
        return config(properties, AuthConfig.class);
    }

    static OidcConfig oidc(Map<String, String> properties) {
        return config(properties, OidcConfig.class);
    }

    private static <T> T config(Map<String, String> properties, Class<T> type) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(properties)
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(type)
                .withMappingIgnore("hermes.**")
                .build()
                .getConfigMapping(type);
    }

    List<StartupFinding> findings() {
        return Stream.of(token.findings(), passwords.findings(), ways.findings())
                .flatMap(List::stream)
                .toList();
    }

    NewToken token(String role) {
        return keys.issue(
                AccessKey.Kind.TOKEN,
                "test",
                Role.named(role).orElseThrow(),
                Visible.ALL,
                Optional.empty(),
                OptionalDouble.empty());
    }
}
