package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.PasswordRepository;
import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The password that people log in with: of the set-up, else the one that was set in the page. To look whether one is
 * right is slow on purpose and belongs on a worker thread; only two are looked at together, so that whoever sends many
 * takes no more than that.
 */
@Singleton
public final class Passwords implements StartupCheck {

    private static final String HASH = "hermes.auth.password-hash";
    private static final String PLAIN = "hermes.auth.password";
    private static final int TOGETHER = 2;
    private static final int ROUNDS = 210_000;
    private static final byte[] SALT = "hermes-sessions".getBytes(StandardCharsets.US_ASCII);

    private final AuthConfig config;
    private final PasswordRepository stored;
    private final Clock clock;
    private final Optional<byte[]> plain;
    private final Semaphore places = new Semaphore(TOGETHER);

    @Inject
    Passwords(AuthConfig config, PasswordRepository stored, Clock clock) {
        this.config = config;
        this.stored = stored;
        this.clock = clock;
        this.plain = config.password().map(Passwords::stretch);
    }

    @Override
    public List<StartupFinding> findings() {
        List<StartupFinding> findings = new ArrayList<>();
        if (config.passwordHash().isPresent() && plain.isPresent()) {
            findings.add(StartupFinding.error(
                    HASH, "There is a password in " + PLAIN + " (HERMES_WEBUI_PASSWORD) as well.", "Keep one."));
        }
        if (config.passwordHash().filter(it -> !Bcrypt.wellFormed(it)).isPresent()) {
            findings.add(StartupFinding.error(
                    HASH,
                    "This is no hash of bcrypt, so nobody could log in.",
                    "Make one with: java -jar quarkus-run.jar hash-password. In files of shells and of Compose each $ of"
                            + " it has to be escaped."));
        }
        if (config.password().filter(it -> it.length() < Bcrypt.MIN_CHARACTERS).isPresent()) {
            findings.add(StartupFinding.warning(
                    PLAIN,
                    "The password has fewer than " + Bcrypt.MIN_CHARACTERS + " characters; it can be guessed.",
                    "Choose a longer one."));
        }
        return findings;
    }

    /** Whether people can log in with one. */
    public boolean present() {
        return ofSetUp() || stored.hash().isPresent();
    }

    /** Whether there may be one that could not be read. */
    boolean unknown() {
        return stored.unknown();
    }

    /** Whether it is that of the set-up, which is changed there and nowhere else. */
    public boolean ofSetUp() {
        return config.passwordHash().isPresent() || plain.isPresent();
    }

    /** Tells the password from the next one, so that logins end with it; empty where there is none. */
    Optional<String> mark() {
        return plain.or(() -> hash().map(Secrets::digest)).map(it -> "password-" + Secrets.mark(it));
    }

    /**
     * Whether that is the password.
     *
     * @throws ApiException 429 where too many are looked at
     */
    boolean fits(String password) {
        if (!places.tryAcquire()) {
            throw Throttle.refused(1);
        }
        try {
            return plain.isPresent()
                    ? MessageDigest.isEqual(stretch(password), plain.get())
                    : hash().filter(it -> Bcrypt.fits(password, it)).isPresent();
        } finally {
            places.release();
        }
    }

    /**
     * Keeps another password.
     *
     * @throws ApiException 403 where it is too short or too long
     */
    void set(String password) {
        if (!Bcrypt.takes(password)) {
            throw new ApiException(
                    403,
                    "password_rule",
                    "A password has %d characters or more, and at most %d bytes"
                            .formatted(Bcrypt.MIN_CHARACTERS, Bcrypt.MAX_BYTES),
                    Map.of());
        }
        stored.set(Bcrypt.hash(password), clock.millis() / 1000.0);
    }

    void clear() {
        stored.clear();
    }

    private Optional<String> hash() {
        return config.passwordHash().or(stored::hash);
    }

    /** What cannot be kept as a hash of its own is made slow to guess all the same. */
    private static byte[] stretch(String password) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), SALT, ROUNDS, Byte.SIZE * 32);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        } finally {
            key.clearPassword();
        }
    }
}
