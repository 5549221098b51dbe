package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.AccessKey;
import ai.hermes.sessions.annotation.AccessKey.Kind;
import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Lets people in, and out. Waits for the disk and for slow hashes: for worker threads only. */
@Singleton
final class Logins {

    private final Passwords passwords;
    private final SetUpToken setUp;
    private final Keys keys;
    private final Throttle throttle;
    private final AuditLog audit;
    private final AuthConfig config;
    private final Clock clock;

    @Inject
    Logins(
            Passwords passwords,
            SetUpToken setUp,
            Keys keys,
            Throttle throttle,
            AuditLog audit,
            AuthConfig config,
            Clock clock) {
        this.passwords = passwords;
        this.setUp = setUp;
        this.keys = keys;
        this.throttle = throttle;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Logs somebody in who has the password, or a token, which then is what the login ends with.
     *
     * @param visit where it comes from
     * @return the secret of the login, for the cookie
     * @throws ApiException 401 if it is neither; 429 after too many
     */
    String in(String secret, Visit visit) {
        OptionalLong wait = throttle.begin(Throttle.Way.LOGIN, visit.address());
        if (wait.isPresent()) {
            throw Throttle.refused(wait.getAsLong());
        }
        Optional<Entry> entry = entry(secret);
        if (entry.isEmpty()) {
            audit.note(Caller.ANYONE, visit.address(), "login", Optional.empty(), 401);
            if (keys.unknown() || passwords.unknown()) {
                throw WaysIn.unreadable();
            }
            throw new ApiException(401, "invalid_password", "Invalid password", Map.of());
        }
        throttle.succeeded(Throttle.Way.LOGIN, visit.address());
        if (entry.get().origin().equals(passwords.mark())) {
            throttle.welcome(visit.address());
        }
        return let(entry.get(), visit);
    }

    /**
     * Logs somebody in whom the provider of identities knows.
     *
     * @throws ApiException 429 after too many
     */
    String in(Caller known, Visit visit) {
        OptionalLong wait = throttle.begin(Throttle.Way.LOGIN, visit.address());
        if (wait.isPresent()) {
            throw Throttle.refused(wait.getAsLong());
        }
        throttle.succeeded(Throttle.Way.LOGIN, visit.address());
        return let(new Entry(known, Optional.of(OidcConfig.ORIGIN)), visit);
    }

    /** Ends a login. */
    void out(Caller caller, Visit visit) {
        end(visit);
        if (caller.known()) {
            audit.note(caller, visit.address(), "logout", caller.key(), 200);
        }
    }

    /**
     * Sets another password, and ends all logins with the one that was there.
     *
     * @param current the password that is there, where there is one
     * @return the secret of the caller's new login
     * @throws ApiException 403 if the current one is wrong or the new one cannot be one; 409 if the set-up has one
     */
    String setPassword(Caller caller, Optional<String> current, String another, Visit visit) {
        prove(current, visit);
        passwords.set(another);
        audit.note(caller, visit.address(), "set password", Optional.empty(), 200);
        return let(password(), visit);
    }

    /**
     * Removes the password.
     *
     * @throws ApiException 403 if the current one is wrong; 409 if the set-up has one
     */
    void clearPassword(Caller caller, Optional<String> current, Visit visit) {
        prove(current, visit);
        passwords.clear();
        audit.note(caller, visit.address(), "clear password", Optional.empty(), 200);
    }

    private void prove(Optional<String> current, Visit visit) {
        if (passwords.ofSetUp()) {
            throw new ApiException(
                    409, "password_of_set_up", "The password is set by the environment; change it there.", Map.of());
        } else if (passwords.present()) {
            OptionalLong wait = throttle.begin(Throttle.Way.LOGIN, visit.address());
            if (wait.isPresent()) {
                throw Throttle.refused(wait.getAsLong());
            }
            if (!current.map(passwords::fits).orElse(false)) {
                throw new ApiException(403, "wrong_password", "The current password is wrong", Map.of());
            }
            throttle.succeeded(Throttle.Way.LOGIN, visit.address());
            throttle.welcome(visit.address());
        }
    }

    private Optional<Entry> entry(String secret) {
        if (setUp.is(secret)) {
            return keys.token(secret).map(it -> new Entry(it, setUp.mark()));
        }
        return keys.token(secret)
                .map(it -> new Entry(it, it.key()))
                .or(() -> passwords.present() && passwords.fits(secret) ? Optional.of(password()) : Optional.empty());
    }

    private Entry password() {
        return new Entry(new Caller("password", Role.ADMIN, Visible.ALL, Optional.empty()), passwords.mark());
    }

    /** A login is always a new one, so that nobody can make somebody log in to a secret that he knows. */
    private String let(Entry entry, Visit visit) {
        end(visit);
        double now = clock.millis() / 1000.0;
        NewToken login = keys.issue(
                Kind.LOGIN,
                entry.caller().name(),
                entry.caller().role(),
                entry.caller().visible(),
                entry.origin(),
                OptionalDouble.of(now + config.loginLength().toSeconds()));
        audit.note(
                entry.caller(),
                visit.address(),
                "login",
                Optional.of(login.key().id()),
                200);
        return login.secret();
    }

    private void end(Visit visit) {
        visit.login()
                .map(Secrets::digest)
                .map(Secrets::hex)
                .ifPresent(digest -> keys.revoke(
                        it -> it.kind() == AccessKey.Kind.LOGIN && it.digest().equals(digest)));
    }

    /** @param origin what a login is made with and ends with */
    private record Entry(Caller caller, Optional<String> origin) {}
}
