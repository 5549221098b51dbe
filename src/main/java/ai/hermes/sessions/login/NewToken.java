package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.AccessKey;
import ai.hermes.sessions.annotation.AccessKey.Kind;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A key that was made just now.
 *
 * @param key what is kept of it
 * @param secret what opens the service; told once, to whom it is made for
 */
public record NewToken(AccessKey key, String secret) {

    private static final String MARK = "hst_";
    private static final int LENGTH = MARK.length() + 43;

    /** A token of a program that does not end by itself. */
    public static NewToken make(String name, Role role, Visible visible, Clock clock) {
        return make(Kind.TOKEN, name, role, visible, Optional.empty(), clock.millis() / 1000.0, OptionalDouble.empty());
    }

    static NewToken make(
            Kind kind,
            String name,
            Role role,
            Visible visible,
            Optional<String> origin,
            double now,
            OptionalDouble expiresAt) {
        String secret = (kind == Kind.TOKEN ? MARK : "") + Secrets.random();
        AccessKey key = new AccessKey(
                Secrets.id(),
                kind,
                Secrets.hex(Secrets.digest(secret)),
                name,
                role.wireName(),
                visible.only(),
                origin,
                now,
                expiresAt,
                OptionalDouble.empty());
        return new NewToken(key, secret);
    }

    /** Whether that could be the secret of a token. */
    static boolean looksLike(String secret) {
        return secret.length() == LENGTH && secret.startsWith(MARK);
    }
}
