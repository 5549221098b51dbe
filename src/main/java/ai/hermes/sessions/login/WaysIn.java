package ai.hermes.sessions.login;

import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which ways in there are, and whether the service is open to everybody. It is so only where nobody but this machine
 * can reach it and nothing is set up, or where somebody asked for it by name: the last password or token that goes
 * while others can reach the port closes the service rather than opens it.
 */
@Singleton
public final class WaysIn implements StartupCheck {

    private static final String TOKEN = "hermes.auth.token";
    private static final String UNSAFE = "hermes.auth.unsafe-open-to-network";

    private final SetUpToken token;
    private final Passwords passwords;
    private final Keys keys;
    private final OidcConfig oidc;
    private final String host;
    private final boolean reachable;
    private final boolean unsafe;

    @Inject
    WaysIn(
            SetUpToken token,
            Passwords passwords,
            Keys keys,
            OidcConfig oidc,
            AuthConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.token = token;
        this.passwords = passwords;
        this.keys = keys;
        this.oidc = oidc;
        this.host = host;
        this.reachable = !thisMachineOnly(host);
        this.unsafe = config.unsafeOpenToNetwork();
    }

    /** Whether everybody who reaches the port may do all. */
    public boolean open() {
        // Looked at on both sides, so that no change of the two between the looks opens anything.
        return !unknown() && !any() && !unknown() && (!reachable || unsafe);
    }

    /** Whether ways in may have been set up that could not be read. Nobody comes in then but by the set-up. */
    public boolean unknown() {
        return keys.unknown() || passwords.unknown();
    }

    /** What callers are told who cannot come in while {@link #unknown}. */
    public static ApiException unreadable() {
        return new ApiException(
                401,
                "logins_unreadable",
                "The database with the logins and tokens of this service cannot be read, so that nobody can be let in by"
                        + " one. Its log has the cause; restore a backup, or use the token of the set-up"
                        + " (hermes.auth.token).",
                Map.of());
    }

    /** Whether somebody could come in who was let in by nobody but the set-up. */
    boolean any() {
        return token.present() || passwords.present() || oidc.enabled() || adminToken();
    }

    /** Whether a way in that does not end by itself is left once there is no password, or none is wanted. */
    boolean besidesPassword() {
        return token.present()
                || oidc.enabled()
                || keys.fullAdmins().stream().anyMatch(it -> it.expiresAt().isEmpty())
                || !adminToken() && (!reachable || unsafe);
    }

    @Override
    public List<StartupFinding> findings() {
        if (any() || !reachable) {
            return List.of();
        } else if (unknown()) {
            return List.of(StartupFinding.warning(
                    "hermes.data-dir",
                    "The logins and tokens that were kept cannot be read, so nobody can come in by one.",
                    "The log has the cause. Restore a backup, or set a token (HERMES_AUTH_TOKEN)."));
        } else if (unsafe) {
            return List.of(StartupFinding.warning(
                    UNSAFE,
                    "EVERYBODY who can reach %s can read, change and delete all sessions.".formatted(host),
                    "Set a password or a token instead."));
        }
        return List.of(StartupFinding.error(
                TOKEN,
                "The service would listen at %s, where others can reach it, and let everybody read all sessions."
                        .formatted(host),
                "Set a password (HERMES_AUTH_PASSWORD_HASH) or a token (HERMES_AUTH_TOKEN), or let it listen at"
                        + " 127.0.0.1 (HERMES_WEBUI_HOST). " + SetUpToken.MAKE_ONE));
    }

    /** One that has expired counts: what was locked does not open by itself. */
    private boolean adminToken() {
        return !keys.fullAdmins().isEmpty();
    }

    private static boolean thisMachineOnly(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
