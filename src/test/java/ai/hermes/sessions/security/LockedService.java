package ai.hermes.sessions.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * The service as it is set up for others to use: with a token, a password, another name, a page of another origin, and
 * a proxy in front. Whoever tests says by {@code X-Forwarded-For} which address a request comes from.
 */
public final class LockedService implements QuarkusTestProfile {

    /** Whoever has it may all. */
    public static final String TOKEN = "0123456789abcdef";

    public static final String PASSWORD = "correct horse battery";

    /** The proxy that is listed; other addresses of this machine are not. */
    static final String PROXY = "127.0.0.1";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "hermes.auth.token",
                TOKEN,
                "hermes.auth.password-hash",
                BCrypt.with(BCrypt.Version.VERSION_2B).hashToString(4, PASSWORD.toCharArray()),
                "hermes.security.allowed-hosts",
                "mini.example",
                "hermes.security.allowed-origins",
                "https://page.example,capacitor://app",
                "quarkus.http.proxy.proxy-address-forwarding",
                "true",
                "quarkus.http.proxy.trusted-proxies",
                PROXY);
    }
}
