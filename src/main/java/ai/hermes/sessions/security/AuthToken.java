package ai.hermes.sessions.security;

import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The token that callers have to show, where one is set; only its digest is kept. */
@Singleton
final class AuthToken implements StartupCheck {

    private static final String TOKEN = "hermes.auth.token";
    private static final String FILE = "hermes.auth.token-file";
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7e]+) *");
    private static final Pattern WELL_FORMED = Pattern.compile("[\\x21-\\x7e]{16,}");
    private static final String MAKE_ONE = "Make a token with: openssl rand -hex 32";

    private final List<StartupFinding> findings = new ArrayList<>();
    private final Optional<byte[]> digest;

    @Inject
    AuthToken(AuthConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
        if (config.token().isPresent() && config.tokenFile().isPresent()) {
            error(FILE, "There is a token in " + TOKEN + " as well.", "Keep one of the two.");
        }
        Optional<String> token = config.token().or(() -> config.tokenFile().flatMap(this::read));
        this.digest = token.map(AuthToken::digest);
        if (token.filter(it -> !WELL_FORMED.matcher(it).matches()).isPresent()) {
            error(
                    config.token().isPresent() ? TOKEN : FILE,
                    "A token has 16 printable ASCII characters or more, and no blanks.",
                    MAKE_ONE);
        }
        if (config.token().isEmpty() && config.tokenFile().isEmpty() && !thisMachineOnly(host)) {
            error(
                    TOKEN,
                    "The service would listen at %s, where others can reach it, and let everybody read all sessions."
                            .formatted(host),
                    "Set a token (HERMES_AUTH_TOKEN), or let it listen at 127.0.0.1 (HERMES_WEBUI_HOST). " + MAKE_ONE);
        }
    }

    /** Whether callers need a token. */
    boolean required() {
        return digest.isPresent();
    }

    /** Whether these values of the header {@code Authorization} show the token. Takes the same time for any guess. */
    boolean shownBy(List<String> authorization) {
        return authorization.size() == 1
                && Optional.of(BEARER.matcher(authorization.get(0)))
                        .filter(form -> form.matches())
                        .map(form -> digest(form.group(1)))
                        .filter(shown -> MessageDigest.isEqual(shown, digest.orElseThrow()))
                        .isPresent();
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

    private static boolean thisMachineOnly(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
