package ai.hermes.sessions.login;

import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The token of the set-up, where there is one; only its digest is kept. */
@Singleton
final class SetUpToken implements StartupCheck {

    static final String MAKE_ONE = "Make a token with: openssl rand -hex 32";

    private static final String TOKEN = "hermes.auth.token";
    private static final String FILE = "hermes.auth.token-file";
    private static final Pattern WELL_FORMED = Pattern.compile("[\\x21-\\x7e]{16,}");

    private final List<StartupFinding> findings = new ArrayList<>();
    private final Optional<byte[]> digest;

    @Inject
    SetUpToken(AuthConfig config) {
        if (config.token().isPresent() && config.tokenFile().isPresent()) {
            error(FILE, "There is a token in " + TOKEN + " as well.", "Keep one of the two.");
        }
        Optional<String> token = config.token().or(() -> config.tokenFile().flatMap(this::read));
        this.digest = token.map(Secrets::digest);
        if (token.filter(it -> !WELL_FORMED.matcher(it).matches()).isPresent()) {
            error(
                    config.token().isPresent() ? TOKEN : FILE,
                    "A token has 16 printable ASCII characters or more, and no blanks.",
                    MAKE_ONE);
        }
    }

    /** Whether there is one, be it a good one or not. */
    boolean present() {
        return digest.isPresent() || !findings.isEmpty();
    }

    /** Whether it is that one. Takes the same time for any guess. */
    boolean is(String shown) {
        return digest.filter(it -> MessageDigest.isEqual(Secrets.digest(shown), it))
                .isPresent();
    }

    /** Tells it from the next one. */
    Optional<String> mark() {
        return digest.map(it -> "token-" + Secrets.mark(it));
    }

    @Override
    public List<StartupFinding> findings() {
        return List.copyOf(findings);
    }

    private Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            error(FILE, "The file %s cannot be read.".formatted(file), "Name a file that this user may read.");
            return Optional.empty();
        }
    }

    private void error(String property, String message, String remedy) {
        findings.add(StartupFinding.error(property, message, remedy));
    }
}
